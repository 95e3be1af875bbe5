"""The hostile corpus, `tests/hostile/<outcome>_<what>.py`: what each file hands in, and how it must end.

A file's name says the status that the exercise must get where students' code is locked in ("error_or_crashed_..."
allows both). A line `# Without isolation: passed.` says what happens at level none where that differs: another status,
"any" (only the grader must be unharmed), or "never" (it would harm this machine, so it is not run).
A file that defines `hand_in` is not handed in itself: that function makes a class's folder. It is told where a teacher
keeps a secret, and of a marker that code makes which runs outside of the sandbox. A line `# Working folder: class.` (or
`eve`, a student) says where `grade run` is typed; `tests.sandbox.through_run` does that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "hostile"
ROOT = FOLDER.parent.parent
OUTCOMES = ("passed", "failed", "error", "timeout", "crashed", "missing")
LITTER = "grade-descent-litter"
MARKER = "ran-outside-of-the-sandbox"
_NAME = re.compile(rf"((?:{'|'.join(OUTCOMES)})(?:_or_(?:{'|'.join(OUTCOMES)}))*)_\w+")
_WHERE = re.compile(r"^# Working folder: (\w+)\.$", re.MULTILINE)
_WITHOUT = re.compile(r"^# Without isolation: (\w+)\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Attack:
    """One hostile submission and how it must end."""

    name: str
    text: str
    outcomes: frozenset[str]
    without_isolation: str
    working_folder: str = ""
    """Where the class is graded from: "class" for its folder, or a student; empty where it does not matter."""

    @property
    def category(self) -> str:
        """The first word of what the file says about itself."""
        return self.text.removeprefix('"""').partition(":")[0]

    def expected_at(self, level: str) -> frozenset[str]:
        """The statuses that are right at a level; empty where any is."""
        if level != "none" or not self.without_isolation:
            return self.outcomes
        return frozenset() if self.without_isolation == "any" else frozenset([self.without_isolation])

    def runs_at(self, level: str) -> bool:
        """Whether it may be run at a level."""
        return level != "none" or self.without_isolation != "never"

    def hand_in(self, class_folder: Path, secret: Path) -> None:
        """Make the folder of a class in which somebody hands this in."""
        if "\ndef hand_in(" in self.text:
            _made_by(self.text)(class_folder, {"secret": secret, "marker": class_folder.parent / MARKER})
            return
        student = class_folder / "eve"
        student.mkdir()
        text = self.text.replace("__SECRET__", str(secret)).replace("__ROOT__", str(ROOT))
        (student / "gradient_descent.py").write_text(text, encoding="utf-8")


def _made_by(text: str) -> Callable[[Path, dict[str, Path]], None]:
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    function: Callable[[Path, dict[str, Path]], None] = namespace["hand_in"]
    return function


def read_corpus() -> tuple[Attack, ...]:
    """Every attack, by name."""
    return tuple(_attack(file) for file in sorted(FOLDER.glob("*.py")))


def _attack(file: Path) -> Attack:
    match = _NAME.fullmatch(file.stem)
    assert match is not None, f"{file.name} does not say how it must end"
    text = file.read_text(encoding="utf-8")
    without, where = _WITHOUT.search(text), _WHERE.search(text)
    return Attack(
        file.stem, text, frozenset(match[1].split("_or_")), without[1] if without else "", where[1] if where else ""
    )


CORPUS = read_corpus()
