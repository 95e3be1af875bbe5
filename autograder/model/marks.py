"""What came of a quiz: each answer as it was understood, what it is worth, and what is said about it."""

from __future__ import annotations

from enum import StrEnum

from autograder.basics.dataclass import dataclass


class Verdict(StrEnum):
    """How an answer, or a whole question, was found."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    INVALID = "invalid"  # it could not be read; that is not wrong, and costs nothing where it can be mended
    OPEN = "open"  # there is no answer
    BROKEN = "broken"  # the grader failed: no grade


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, marked."""

    blank: str
    verdict: Verdict
    share: float
    """The part of the blank's points, from 0 to 1."""
    understood: str = ""
    """The answer as it was understood; empty where it was not."""
    says: str = ""
    """What to tell the student; empty where there is nothing to say."""
    mistakes: tuple[str, ...] = ()
    """The ids of the mistakes that explain it; several where they lead to the same answer."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One question, marked. Scores are multiples of one half."""

    question: str
    verdict: Verdict
    score: float
    max_score: float
    answers: tuple[Answered, ...]
    note: str = ""
    """What is wrong with the sheet here, such as an answer that is there twice."""
    feedback: str = ""
    """What everybody is told once the answer counts."""


@dataclass(frozen=True, slots=True)
class QuestionStatistics:
    """How a class did in one question."""

    question: str
    answered: int
    """How many students answered it."""
    facility: float
    """The mean part of the points that these earned, from 0 to 1."""
    discrimination: float | None
    """The correlation with the points of all other questions, from -1 to 1; None where it is not defined."""
    mistakes: tuple[tuple[str, int], ...]
    """The mistakes that were recognised and how often, the most frequent first."""
