"""How a class did in each question: facility, discrimination, and which mistake how often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from autograder.basics.item_statistics import discrimination, facility
from autograder.model.marks import QuestionStatistics, Verdict
from autograder.model.report import QuestionResult

MOST_MISTAKES = 5


def statistics_of(quizzes: Sequence[Sequence[QuestionResult]]) -> tuple[QuestionStatistics, ...]:
    """The statistics of every question that somebody answered, given each student's quiz list.

    Where its discrimination is near 0 or below, a question does not tell who knows more.
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
    frequent = sorted(mistakes.items(), key=lambda one: (-one[1], one[0]))[:MOST_MISTAKES]
    return QuestionStatistics(id_, len(own), facility(own, 1.0) or 0.0, discrimination(own, others), tuple(frequent))
