"""What is fuzzed: functions that take any bytes at all, and raise nothing but what is declared.

`tests/test_fuzzing.py` runs them with Hypothesis; `python -m tests.benchmarks.fuzz` runs them long, guided by coverage.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from autograder.authoring.made_up import submission
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Limits, Status
from autograder.reports import csv, github, html, junit, screen, text
from autograder.reports import json as json_report
from autograder.sandbox.child.wire import MAGIC, PREFIX, Kind, WireError, decode, encode
from autograder.sandbox.launchers import Child, End, GoneError
from autograder.sandbox.process import ProcessSandbox
from autograder.submissions import Wanted, read_class
from tests.registry import COURSE
from tests.reports.samples import exercise, report

EXERCISE = next(exercise for exercise in COURSE.exercises if exercise.name == "gradient_descent")
SOURCE = f"import numpy as np\n# %% a cell\n{right_answer(EXERCISE)}"


@dataclass(frozen=True, slots=True)
class Target:
    """One reader of foreign bytes, and sound examples to start from."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    runs: int = 10_000
    """How often a long run tries it."""


# ---------------------------------------------------------------- messages of a child


def frame(data: bytes) -> None:
    """The wire format: any bytes, and any header and body with right lengths, are a frame or a WireError."""
    header, body = data[1 : 1 + data[0] * 32] if data else b"", data[1 + data[0] * 32 :] if data else b""
    for candidate in (data, PREFIX.pack(MAGIC, Kind.ANSWERS, 0, len(header), len(body)) + header + body):
        with suppress(WireError):
            assert decode(candidate).kind in Kind


class Recorded:
    """A child that has said what it will ever say; it is also the launcher that starts it."""

    start_seconds = 0.0

    def __init__(self, said: bytes) -> None:
        self._said = said

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        return Recorded(self._said)

    def send(self, data: bytes) -> None:
        pass

    def receive(self, count: int, deadline: float) -> bytes:
        if len(self._said) < count:
            raise GoneError
        taken, self._said = self._said[:count], self._said[count:]
        return taken

    def end(self, grace: float = 0.0) -> End:
        return End(False, -9, 0.0)

    def close(self) -> None:
        pass


def stream(data: bytes) -> None:
    """Everything that a child sends, up to the report: any bytes give a report with a score between none and all."""
    with ProcessSandbox(lambda: Recorded(data)) as sandbox:
        found = _grader().grade(submission("eve", {EXERCISE.unit: SOURCE}), sandbox, units=(EXERCISE.unit,))
    assert 0 <= found.score <= found.max_score
    json_report.render(found)


@cache
def _grader() -> Grader:
    course = replace(COURSE, exercises=(EXERCISE,))
    return Grader(course, key_for((EXERCISE,)), Texts())


def _sound_frames() -> tuple[bytes, ...]:
    value = {
        "layouts": [("float", (np.array([1.0]),))],
        "rows": np.array([0]),
        "counts": np.array([[1, 0, 0]]),
        "overwritten": np.array([False]),
        "ends": [],
    }
    bare = encode(Kind.ANSWERS, 0, value)[PREFIX.size :]
    return (
        bytes([len(bare) // 32 + 1]) + bare,
        encode(Kind.ANSWERS, 0, value),
        encode(Kind.CELLS, 0, {"ends": [{"kind": "error", "message": "x" * 300, "line": 3}]}),
        encode(Kind.LINES, 0, {"lines": {"unit.f": 3}}),
        encode(Kind.DONE, 0, {}),
    )


def _sound_stream() -> bytes:
    """What an honest child says of a right submission."""
    said = bytearray()

    class Listening:
        def __init__(self) -> None:
            self._sandbox = ProcessSandbox()
            self._launcher = self._sandbox._launcher
            self.start_seconds = self._launcher.start_seconds

        def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
            child = self._launcher.start(inputs, limits, cpu_seconds)
            receive = child.receive

            def heard(count: int, deadline: float) -> bytes:
                data = receive(count, deadline)
                said.extend(data)
                return data

            child.receive = heard  # type: ignore[method-assign]
            return child

        def close(self) -> None:
            self._sandbox.close()

    with ProcessSandbox(Listening) as sandbox:
        _grader().grade(submission("ada", {EXERCISE.unit: SOURCE}), sandbox, units=(EXERCISE.unit,))
    return bytes(said)


# ---------------------------------------------------------------- files that are handed in


def _handed_in(name: str) -> Callable[[bytes], None]:
    """Reading a class in which somebody hands in these bytes under that name: always one submission, never an error."""

    def read(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
            found = read_class(Path(folder), Wanted.of(COURSE)).submissions
        assert [one.student for one in found] == ["eve"]
        problems = [found[0].problem, *found[0].notes, *(file.problem for file in found[0].files.values())]
        assert all(problem.isprintable() for problem in problems)

    return read


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("eve/gradient_descent.py", SOURCE)
        archive.writestr("eve/02_momentum/momentum.py", "x = 1\n")
    return out.getvalue()


def _notebook() -> bytes:
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": None, "outputs": [], "source": SOURCE},
        {"cell_type": "markdown", "id": "b", "metadata": {}, "source": ["# Title\n", "text"]},
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


# ---------------------------------------------------------------- what is shown


def pages(data: bytes) -> None:
    """Any text anywhere in a report: every format stays well-formed, and nothing in it moves a cursor or runs."""
    hostile = data.decode("utf-8", "surrogatepass") if _is_text(data) else data.decode("latin-1")
    found = report(
        hostile,
        exercise(
            "momentum", Status.FAILED, message=hostile, expected=hostile, got=hostile, file=hostile, formula=hostile
        ),
        notes=(hostile,),
        output=hostile,
    )
    page = html.student_page(found)
    assert page.count("<") <= _tags()
    assert json.loads(json_report.render(found))["student"] == hostile
    ElementTree.fromstring(junit.render(found))
    shown = [
        screen.render(found, view=screen.CheckView(show_all=True), width=100, color=False),
        text.render_class([found], width=100, color=False),
        github.render(found),
        csv.grades([found], ["momentum"]),
    ]
    assert not any(character in one for one in shown for character in "\x00\x07\x1b\x9b\u202e\u2066\u200b")
    assert all(line.startswith("::") or "::error" not in line for line in shown[2].splitlines())
    assert not any(line[:1] in ("=", "+", "-", "@") for line in shown[3].splitlines())


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@cache
def _tags() -> int:
    """How many tags a page has that shows an ordinary text in all these places."""
    plain = report(
        "x",
        exercise("momentum", Status.FAILED, message="x", expected="x", got="x", file="x", formula="x"),
        notes=("x",),
        output="x",
    )
    return html.student_page(plain).count("<")


TARGETS: Mapping[str, Target] = {
    "frame": Target(frame, _sound_frames(), runs=100_000),
    "stream": Target(stream, (_sound_stream(),)),
    "source": Target(_handed_in("eve/gradient_descent.py"), (SOURCE.encode(), b"# coding: latin-1\n\xe9")),
    "notebook": Target(_handed_in("eve/gradient_descent.ipynb"), (_notebook(),)),
    "zip": Target(_handed_in("eve.zip"), (_zip(),)),
    "pages": Target(pages, (b"text", "\u202e<script>\x1b[31m".encode(), b"::error::x\n=1+1,")),
}
