"""What was graded by hand in nbgrader's formgrader, as corrections of ours: scores to be set, comments as reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from nbgrader.api import Grade, SubmittedNotebook

from autograder.classroom.adjust import exchange
from autograder.classroom.adjustments import Wish
from autograder.classroom.exports.nbgrader import test_cell
from autograder.classroom.exports.nbgrader_folder import CourseFolder
from autograder.classroom.finals import Finals, hand_ins_of
from autograder.classroom.gradebook import read_book, report_of
from autograder.classroom.learners import extensions_in
from autograder.classroom.policy import basis_of
from autograder.model import Report
from autograder.model.course import Course
from autograder.model.halves import nearest_half
from autograder.model.policy import Adjustment, Kind

WHO = "formgrader"
NO_COMMENT = "graded by hand in formgrader"


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person said of one exercise in formgrader: a score, or None for a comment alone."""

    score: float | None
    comment: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is new, and what is in formgrader no more."""

    new: tuple[Wish, ...]
    gone: tuple[Adjustment, ...]


def take_over(out: Path, course: Course, *, is_named: bool) -> Taken:
    """Keep each score and comment that a person gave in formgrader, in the place of what was taken over before.

    Args:
        out: the results folder, in the course folder of nbgrader.
        course: what is asked.
        is_named: whether the instructor named the course, and so trusts what lies beside it.
    """
    database = out / "results.db"
    book = read_book(database)
    said = _said(CourseFolder.around(out, is_named=is_named), course)
    finals = Finals.of(course, hand_ins_of(book), extensions_in(database), database, also=tuple(book))
    new: list[Wish] = []
    gone: list[Adjustment] = []
    for student, entries in book.items():
        kept = {one.on: one for one in finals.adjustments.get(student, ()) if one.who == WHO}
        wishes = _wishes(report_of(entries, course.units), said.get(student, {}), finals.sources(student))
        for on, wish in wishes.items():
            if on not in kept or _meaning(wish) != _meaning(kept[on]):
                new.append(wish)
        gone += [one for on, one in kept.items() if on not in wishes or _meaning(one) != _meaning(wishes[on])]
    exchange(out, course, new, gone)
    return Taken(tuple(new), tuple(gone))


def _wishes(found: Report, said: Mapping[str, ByHand], sources: Mapping[str, str]) -> dict[str, Wish]:
    """The corrections of one student by exercise; a score is never more than the exercise has."""
    wishes: dict[str, Wish] = {}
    for exercise in found.exercises:
        by_hand = said.get(exercise.name)
        if by_hand is None:
            continue
        kind, amount = (Kind.ADD, 0.0) if by_hand.score is None else (Kind.SET, by_hand.score)
        why, basis = by_hand.comment or NO_COMMENT, basis_of(found, exercise.name, sources)
        wishes[exercise.name] = Wish(found.student, exercise.name, kind, amount, why, exercise.score, basis, WHO)
    return wishes


def _meaning(one: Wish | Adjustment) -> tuple[Kind, float, str]:
    return one.kind, one.amount, one.why


# ---------------------------------------------------------------- what nbgrader's gradebook holds


def _said(folder: CourseFolder, course: Course) -> Mapping[str, Mapping[str, ByHand]]:
    """Student -> exercise -> what a person said of it."""
    said: dict[str, dict[str, ByHand]] = {}
    exercises = {test_cell(exercise.name): exercise.name for exercise in course.exercises}
    with folder.gradebook() as gradebook:
        for notebook in gradebook.db.query(SubmittedNotebook):
            comments = dict(_comments(notebook))
            for grade in notebook.grades:
                name = exercises.get(grade.name)
                by_hand = ByHand(_score(grade), comments.get(name or "", "") or comments.get(grade.name, ""))
                if name and (by_hand.score is not None or by_hand.comment):
                    said.setdefault(notebook.student.id, {})[name] = by_hand
    return said


def _comments(notebook: SubmittedNotebook) -> Iterator[tuple[str, str]]:
    for comment in notebook.comments:
        yield comment.name, " ".join((comment.manual_comment or "").split())


def _score(grade: Grade) -> float | None:
    """What a person gave, to the nearest half: a score, and extra credit on whichever counts.

    None where it is the machine's alone.
    """
    if grade.manual_score is None and not grade.extra_credit:
        return None
    score = grade.auto_score if grade.manual_score is None else grade.manual_score
    return nearest_half(Fraction(str(score or 0.0)) + Fraction(str(grade.extra_credit or 0.0)))
