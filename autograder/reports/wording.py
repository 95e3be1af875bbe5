"""Words and choices that reports for people share."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from autograder.model import DiagnosisKind, Excerpt, ExerciseResult, Json, Outcome, Report, Status
from autograder.reports.safe import number
from autograder.reports.sentences import IN_ENGLISH
from autograder.texts import Texts

NOT_A_SUBMISSION = "not a submission"
"""What lies among a class's submissions and is no student's."""
TOTAL = "total"
"""How the whole course is called where it is said of what points are."""
MOST_MISTAKES = 3
"""As many are told at once."""


@lru_cache(maxsize=1024, typed=True)
def points(score: float, most: float, texts: Texts = IN_ENGLISH, *, in_full: bool = False) -> str:
    """A score with the most that it could be: "3 of 6", in full "3 of 6 points"; words where there is none to say."""
    if math.isnan(score):
        return texts("no-grade")
    if not most:
        return texts("for-practice")
    return texts("of-points" if in_full else "of", score=number(score), most=number(most))


def note(report: Report) -> str:
    """What is to be said of a submission as a whole, in one line."""
    return "; ".join(sentence.removesuffix(".") for sentence in report.notes)


def adjusted(made: Mapping[str, Json]) -> str:
    """A correction by hand in a line: "momentum: 2 points more, from 3 to 5 (jane, 2026-11-30): the cell was lost"."""
    after, before = made["after"], made["before"]
    numbers = f"from {_or_none(before)} to {_or_none(after)}"
    who = ", ".join(filter(None, (str(made["who"]), str(made["when"])[:10])))
    stale = f" [{made['stale']}]" if made["stale"] else ""
    return f"{made['on']}: {made['change']}, {numbers} ({who}): {made['why']}{stale}"


def how_points_came_about(report: Report, texts: Texts = IN_ENGLISH) -> Iterator[str]:
    """What became of the points that the checks gave, a sentence each; nothing where they are what the checks gave."""
    if report.how:
        how = _in_parts(report.how, texts)
        yield f"{texts('how.total')}: {how}: {points(report.score, report.max_score, texts)}"
    yield from how_units_came_about(report, texts)


def how_units_came_about(report: Report, texts: Texts = IN_ENGLISH) -> Iterator[str]:
    """What became of the points of units, what is late, what was corrected; how units count is the same for all."""
    for unit in report.units:
        if unit.how:
            yield f"{unit.name}: {_in_parts(unit.how, texts)}: {points(unit.score, unit.max_score, texts)}"
    if report.late:
        yield f"{texts('how.late')}: {_in_parts(report.late, texts)}"
    yield from (f"{texts('how.by-hand')}: {adjusted(made)}" for made in report.adjustments)


def _in_parts(words: str, texts: Texts) -> str:
    """What was put together of parts, in a language: as a whole where it has that, else part by part."""
    if texts.language.knows(words):
        return texts.of(words)
    return "; ".join(", ".join(map(texts.of, one.split(", "))) for one in words.split("; "))


def _or_none(points: Json) -> str:
    return number(points) if isinstance(points, (int, float)) else "no grade"


@lru_cache(maxsize=64)
def word(status: Status, texts: Texts = IN_ENGLISH) -> str:
    """A status as a student reads it."""
    return texts(f"status.{status.value}")


def telling_check(exercise: ExerciseResult) -> Outcome | None:
    """The check that says most: the first that has the exercise's status and something to say."""
    return next((c for c in exercise.checks if c.status is exercise.status is not Status.PASSED and c.message), None)


def is_unwritten(exercise: ExerciseResult) -> bool:
    """Whether nothing of a function is written yet; one that only some checks find missing is started."""
    return exercise.file is not None and all(c.status in (Status.MISSING, Status.SKIPPED) for c in exercise.checks)


def left_to_do(exercises: Sequence[ExerciseResult]) -> list[ExerciseResult]:
    """The exercises that do not pass, in order.

    What is there to practise and is not written is passed over as soon as something that counts is begun.
    """
    is_begun = any(e.max_score and (e.status is Status.PASSED or _is_started(e)) for e in exercises)
    open_ones = [exercise for exercise in exercises if exercise.status is not Status.PASSED]
    return [e for e in open_ones if e.max_score or _is_started(e) or not is_begun]


def worked_on(report: Report, changed: Mapping[str, float], fresh: Collection[str]) -> ExerciseResult | None:
    """The exercise to show: one that is started and wrong, of the file that was `changed` last (by name, in seconds).

    Else one that passes for the first time (`fresh`), else the first that is left to do, else the only one there is.
    """
    open_ones = [one for one in left_to_do(report.exercises) if one.file is not None]
    started = [one for one in open_ones if not is_unwritten(one)]
    if started:
        return max(started, key=lambda one: changed.get(one.file or "", 0.0))
    passing = [one for one in report.exercises if one.name in fresh]
    only = list(report.exercises) if len(report.exercises) == 1 else []
    return next(iter((*passing[-1:], *open_ones, *only)), None)


def _is_started(exercise: ExerciseResult) -> bool:
    return exercise.file is not None and not is_unwritten(exercise)


def quoted_lines(excerpt: Excerpt) -> tuple[str, str]:
    """A student's own line behind its number, and the marks below the part that is meant; of it there may be none."""
    number = f"{excerpt.line:>4} | "
    end = min(excerpt.end, len(excerpt.text))
    marks = " " * (excerpt.start + len(number)) + "^" * (end - excerpt.start) if end > excerpt.start else ""
    return f"{number}{excerpt.text}", marks


def first_open(exercise: ExerciseResult) -> Outcome:
    """The check that gives an exercise its status."""
    return next(check for check in exercise.checks if check.status is exercise.status)


def looks_like(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> Iterator[str]:
    """Each named mistake with its nudge; of what is only observed of a function, one thing at a time."""
    if exercise.diagnosis is None:
        return
    most = 1 if exercise.diagnosis.kind is DiagnosisKind.BEHAVIOUR else MOST_MISTAKES
    for part in exercise.diagnosis.parts[:most]:
        yield texts("looks-like", title=part.title, hint=part.hint).rstrip()


def explained(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> Iterator[str]:
    """The named mistakes, and where answers depart that nothing explains; beside an exception only the former."""
    yield from looks_like(exercise, texts)
    if exercise.diagnosis and exercise.diagnosis.where and exercise.status is not Status.ERROR:
        yield exercise.diagnosis.where
