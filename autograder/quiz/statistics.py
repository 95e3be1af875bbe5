"""How a class did in each question: facility, discrimination, and which mistake how often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from autograder.model.marks import QuestionStatistics, Verdict
from autograder.model.report import QuestionResult

MOST_MISTAKES = 5


def statistics_of(quizzes: Sequence[Sequence[QuestionResult]]) -> tuple[QuestionStatistics, ...]:
    """The statistics of every question that somebody answered, given each student's quiz list.

    Facility is the mean part of the points. Discrimination is the correlation of a question's points with the sum of
    all others (the corrected item-total correlation): near 0 or below, the question does not tell who knows more.
    """
    ids = dict.fromkeys(entry.id for quiz in quizzes for entry in quiz)
    return tuple(_of_question(id_, quizzes) for id_ in ids)


def _of_question(id_: str, quizzes: Sequence[Sequence[QuestionResult]]) -> QuestionStatistics:
    own, others = [], []
    mistakes: Counter[str] = Counter()
    for quiz in quizzes:
        entry = next((entry for entry in quiz if entry.id == id_), None)
        if entry is None or entry.status == Verdict.OPEN:
            continue
        own.append(entry.score / entry.max_score)
        others.append(math.fsum(other.score for other in quiz if other.id != id_))
        mistakes.update(entry.mistakes)
    facility = math.fsum(own) / len(own) if own else 0.0
    frequent = sorted(mistakes.items(), key=lambda one: (-one[1], one[0]))[:MOST_MISTAKES]
    return QuestionStatistics(id_, len(own), facility, correlation(own, others), tuple(frequent))


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's correlation; None where one of the two does not vary, or there are fewer than three."""
    if len(xs) < 3:
        return None
    mean_x, mean_y = (math.fsum(values) / len(values) for values in (xs, ys))
    deviations = [(x - mean_x, y - mean_y) for x, y in zip(xs, ys, strict=True)]
    spread = math.sqrt(math.fsum(x * x for x, _ in deviations) * math.fsum(y * y for _, y in deviations))
    return math.fsum(x * y for x, y in deviations) / spread if spread > 1e-12 else None
