"""A grade in a few lines of plain text: what a gradebook shows beside it."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.model import ExerciseResult, Report, Status
from autograder.reports.safe import clean
from autograder.reports.sentences import texts_in
from autograder.reports.wording import TOTAL, adjusted, looks_like, points, telling_check, word
from autograder.texts import Texts


def comment(report: Report, unit: str = "") -> str:
    """What is said of a unit, or of all of them: the points, and what helps most with each open exercise."""
    exercises = [exercise for exercise in report.exercises if unit in ("", exercise.unit)]
    of_unit = next(((one.score, one.max_score) for one in report.units if one.name == unit), None)
    score, most = of_unit or (report.score, report.max_score)
    texts = texts_in(report.language)
    passed = sum(exercise.status is Status.PASSED for exercise in exercises)
    earned = points(score, most, texts, in_full=True)
    lines = [texts("points-and-passed", points=earned, passed=passed, count=len(exercises))]
    lines += [f"{one.name}: {one.how}." for one in report.units if one.how and unit in ("", one.name)]
    lines += [] if unit or not report.how else [f"total: {report.how}."]
    of_this = {unit, *(exercise.name for exercise in exercises)} | ({TOTAL} if not unit else set())
    lines += [adjusted(made) for made in report.adjustments if made["on"] in of_this]
    lines += [line for exercise in exercises for line in _said(exercise, texts)]
    for repair in (one for one in report.repairs if unit in ("", one.unit)):
        earned = points(repair.score, repair.max_score, texts, in_full=True)
        name, status = repair.exercise or repair.id, texts.of(repair.status)
        lines += [texts("repair", name=name, status=status, points=earned), *repair.message.splitlines()]
    lines += [] if unit else report.notes
    return "\n".join(map(clean, lines))


def _said(exercise: ExerciseResult, texts: Texts) -> Iterator[str]:
    """A line for an exercise that is open."""
    if exercise.status is Status.PASSED:
        return
    telling = telling_check(exercise)
    what = " ".join(looks_like(exercise, texts)) or (telling.message if telling else "")
    how = f"{word(exercise.status, texts)}, {points(exercise.score, exercise.max_score, texts)}"
    yield f"{exercise.name}: {how}. {what}".rstrip()
