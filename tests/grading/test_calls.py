"""A function that calls another of the student's that is wrong is told so, and given no mistake of its own."""

from __future__ import annotations

import pytest

from autograder.grading.diagnosis.calls import told_whom_they_call
from autograder.grading.sentences import Texts
from autograder.model import Cell, Diagnosis, DiagnosisKind, DiagnosisPart, ExerciseResult, Status

OWN = Diagnosis(DiagnosisKind.MISTAKE, (DiagnosisPart("f/own", "its own mistake", "hint", "place"),), 1)
DIRECT = "def f(x):\n    return g(x)\n\ndef g(x):\n    return x\n"
THROUGH = "def f(x):\n    return between(x)\n\ndef between(x):\n    return g(x)\n\ndef g(x):\n    return x\n"
NOT_AT_ALL = "def f(x):\n    return x\n\ndef g(x):\n    return f(x)\n"
UNREADABLE = "def f(x:\n    return g(x)\n"


def result(name: str, status: Status) -> ExerciseResult:
    """The result of an exercise; of one that failed, with a mistake of its own."""
    diagnosis = None if status is Status.PASSED else OWN
    return ExerciseResult(name, "u", "c", status, 0.0, 1.0, "u.py", 1, (), diagnosis)


@pytest.mark.parametrize(
    ("source", "of_g", "told"),
    [
        (DIRECT, Status.FAILED, "f/calls-wrong"),
        (THROUGH, Status.ERROR, "f/calls-wrong"),
        (DIRECT, Status.PASSED, "f/own"),
        (NOT_AT_ALL, Status.FAILED, "f/own"),
        (UNREADABLE, Status.FAILED, "f/own"),
    ],
)
def test_who_calls_something_wrong_is_told_so(source: str, of_g: Status, told: str) -> None:
    """It counts what is called, at any distance, and only where that did not pass."""
    results = [result("f", Status.FAILED), result("g", of_g)]
    first, _ = told_whom_they_call(results, [Cell(source)], Texts())
    assert first.diagnosis is not None
    assert [part.id for part in first.diagnosis.parts] == [told]


def test_who_is_called_keeps_its_own_diagnosis() -> None:
    """The function at which the mistake is to be mended is told which one it is."""
    results = [result("f", Status.FAILED), result("g", Status.FAILED)]
    assert told_whom_they_call(results, [Cell(DIRECT)], Texts())[1] == results[1]
