"""Students' code is compiled where it runs and nowhere else, and there once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.authoring.made_up import by_unit
from autograder.classroom.likeness import forms_of_each
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.processes import Here
from autograder.reports import json
from autograder.sandbox import open_sandbox
from autograder.submissions import Wanted, read_class
from tests.registry import COURSE

UNIT = "02_momentum"
MARK = "MARK_OF_A_STUDENT"
COUNTS = f"""
import builtins as _b
if not hasattr(_b, "made"):
    _b.made, _compile = [], _b.compile
    def _counted(source, *more, **settings):
        if "{MARK}" in str(source):
            _b.made.append(1)
        return _compile(source, *more, **settings)
    _b.compile = _counted
"""
CHECKS = 'if len(_b.made) != 1:\n    raise RuntimeError(f"compiled {len(_b.made)} times")\n'
compiled_here: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def listening() -> None:
    """Have what is compiled in this process told; an audit hook stays for good, and looks at marked sources alone."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "compile" and MARK in (text := str(arguments[0])):
            compiled_here.append(text)

    sys.addaudithook(hook)


def test_a_file_without_faults_is_compiled_once_and_by_the_child(tmp_path: Path) -> None:
    """From the folder to the report: nobody but the child compiles or parses it, and the child once for two starts."""
    exercises = [exercise for exercise in COURSE.exercises if exercise.unit == UNIT]
    right = by_unit(exercises, {exercise.name: right_answer(exercise) for exercise in exercises})[UNIT]
    file = tmp_path / "class" / "ada" / "momentum.py"
    file.parent.mkdir(parents=True)
    file.write_text(f"# %%\n{COUNTS}\n# %%\n# {MARK}\n{right.replace('# %%', '')}\n# %%\n{CHECKS}")
    (read,) = read_class(tmp_path / "class", Wanted.of(COURSE, [UNIT]), Here()).submissions
    assert forms_of_each([read], Here())[0]
    with open_sandbox("none") as sandbox:
        report = Grader(COURSE, key_for(exercises), Texts()).grade(read, sandbox, units=[UNIT])
    assert MARK not in json.render(report)
    assert (report.score, report.notes) == (report.max_score, ())
    assert compiled_here == []
