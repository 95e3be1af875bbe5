"""How a class did in each question."""

from __future__ import annotations

import pytest

from autograder.model.report import QuestionResult
from autograder.quiz.statistics import statistics_of


def entry(id_: str, score: float, status: str = "wrong", mistakes: tuple[str, ...] = ()) -> QuestionResult:
    """A question in a report."""
    return QuestionResult(id_, status, score, 1.0, mistakes=mistakes)


def test_facility_counts_those_who_answered() -> None:
    """Open answers say nothing about how hard a question is; mistakes are counted, the most frequent first."""
    quizzes = [
        [entry("a", 1.0, "right"), entry("b", 1.0, "right")],
        [entry("a", 0.0, mistakes=("m/x",)), entry("b", 0.0)],
        [entry("a", 0.5, "partly right", ("m/x", "m/y")), entry("b", 0.0)],
        [entry("a", 0.0, "open"), entry("b", 0.0)],
    ]
    first, second = statistics_of(quizzes)
    assert (first.answered, first.facility) == (3, 0.5)
    assert first.mistakes == (("m/x", 2), ("m/y", 1))
    assert first.discrimination == pytest.approx(0.8660254)
    assert second.answered == 4
