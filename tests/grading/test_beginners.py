"""Beginners' mistakes, most of them Python's own: each is told as the table says, with the line that it is in."""

from __future__ import annotations

import pytest

from autograder.grading.python_sentences import OF_PYTHON
from autograder.grading.slip_sentences import OF_SLIPS
from autograder.model import ExerciseResult, GraderInfo, IsolationLevel, Report, Status, UnitScore
from autograder.reports import screen
from autograder.reports.parts_of_screen import MOST_LINES
from autograder.reports.view import card
from tests.grading.beginners import Case, cases, told

CASES = cases()


@pytest.fixture(scope="module")
def results() -> dict[str, ExerciseResult]:
    """All cases, graded."""
    return told(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_beginners_read_what_helps(case: Case, results: dict[str, ExerciseResult]) -> None:
    """What is shown of a mistake holds the words that the table asks for, and none that would mislead."""
    shown = card(results[case.id])
    line = f"line {shown.excerpt.line}" if shown.excerpt else ""
    read = "\n".join((shown.message, *shown.says, line))
    assert not [words for words in case.says if words not in read], read
    assert not [words for words in case.never if words in read], read
    assert len(shown.says) <= 2


def test_exceptions_are_told_with_their_line(results: dict[str, ExerciseResult]) -> None:
    """Whatever is an exception is shown with the student's own line, and a part of it that is pointed at."""
    raised = {name: result for name, result in results.items() if result.status is Status.ERROR}
    without = {name for name, result in raised.items() if result.excerpt is None}
    messages = {name: card(raised[name]).message for name in without}
    assert all("The grader calls" in said or "Error: " not in said for said in messages.values())
    excerpts = [result.excerpt for result in raised.values() if result.excerpt is not None]
    assert all(0 <= excerpt.start <= excerpt.end <= len(excerpt.text) for excerpt in excerpts)
    pointed = [excerpt for excerpt in excerpts if excerpt.end > excerpt.start]
    assert len(pointed) >= 0.8 * len(excerpts)


def test_only_what_a_call_printed_is_shown(results: dict[str, ExerciseResult]) -> None:
    """What stands beside a verdict is what the call printed that it speaks of."""
    assert results["momentum-print"].printed == "8.0\n"


def test_every_sentence_is_needed(results: dict[str, ExerciseResult]) -> None:
    """Each sentence on Python's own mistakes, and on slips, is told in some case of the table."""
    everything = "\n".join(card(result).message for result in results.values()).lower()
    sentences = {**OF_PYTHON, **OF_SLIPS}
    starts = {id_: text.partition("{")[0].partition("`")[0].lower() for id_, text in sentences.items()}
    missing = [id_ for id_, start in starts.items() if len(start) > 4 and start not in everything]
    assert not missing


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_mistake_is_one_screen(case: Case, width: int, results: dict[str, ExerciseResult]) -> None:
    """At most twelve lines, the file's line alone on one of them, the student's own line, and one thing to do."""
    result = results[case.id]
    score = UnitScore(result.unit, result.score, result.max_score)
    report = Report(
        "", IsolationLevel.NONE, GraderInfo("", "", "", 0), result.score, result.max_score, (score,), (result,)
    )
    lines = screen.render(report, view=screen.CheckView(), width=width, color=False).splitlines()
    shown = card(result)
    assert len(lines) <= MOST_LINES + (result.status is Status.PASSED) * MOST_LINES
    assert lines[0].startswith(result.name)
    assert lines[1] == shown.place
    assert lines[-1].startswith("Next: ")
    assert max(len(line) for line in lines[2:-1]) <= width
