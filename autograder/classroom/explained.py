"""How the grades of a class come about, for who disputes one, and how a class is looked after, by the course in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from autograder.classroom.lateness import plain, until
from autograder.grading.explained import explaining, how_exercises_are_graded, how_it_is_graded
from autograder.model import ExerciseKey, Report, UnitScore
from autograder.model.course import Course
from autograder.model.policy import Feedback, HandedIn
from autograder.model.section import Section
from autograder.reports.safe import number
from autograder.reports.view import grader_in_words, unit_title
from autograder.reports.wording import how_points_came_about, points, word
from autograder.texts import Language

IN_A_WORD = {
    Feedback.FULL: "all that was found: values, the mistake, and where to look",
    Feedback.TITLE: "mistakes and checks by their titles, without values and hints",
    Feedback.SCORE: "points alone",
}


def how_grading_decides(course: Course, keys: Mapping[str, ExerciseKey]) -> tuple[Section, ...]:
    """All of it: what holds for every exercise, what becomes of the points, what is kept, and each exercise.

    `keys` are the expected values by exercise; those that have none are left out.
    """
    texts = explaining(course.language)
    own = (
        Section("From exercises to a total", tuple(_totals(course))),
        Section("Numbers that are asked", tuple(_seeds(course))),
        Section("What students see", tuple(_feedback(course))),
        Section("Limits of one submission", tuple(_limits(course))),
        KEPT,
    )
    asked = (exercise for exercise in course.exercises if exercise.name in keys)
    return (
        *how_exercises_are_graded(texts),
        *said_in(course.language, own),
        *(how_it_is_graded(exercise, keys[exercise.name], texts) for exercise in asked),
    )


def said_in(language: Language, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections, each sentence of which is looked up; English stays where there is none for it."""
    return tuple(Section(language.of(one.heading), tuple(map(language.of, one.sentences))) for one in sections)


KEPT = Section(
    "What is kept of a student",
    (
        "In results.db of the results folder: every report ever made, what was handed in (each version once), what the "
        "platform says of it, the row of the last roster, and corrections by hand with who made them and why. Pages, "
        "grades.csv and exports are made of it. Only the owner of the folder can read it; nothing is sent anywhere.",
        "It is kept until it is erased: grade forget OUT STUDENT  erases a person, and the log says when, not whom. "
        "Whoever must not keep grades beyond some date removes the folder then.",
    ),
)
LOOKED_AFTER = (
    Section(
        "A class, week by week",
        (
            "Download what was handed in, and type  grade run DOWNLOAD -o OUT --unit NAME --roster roster.csv . OUT is "
            "the gradebook: units add up, and late ones replace only their own.",
            "Look at OUT/index.html: first those who need you. grade run ... --dry-run  says whose grade would change, "
            "grade diff OUT  whose did, and why.",
            "grade export OUT --to canvas (or another platform) writes what goes back; grade adjust OUT STUDENT  "
            "corrects points by hand.",
            "Keep a copy of results.db: everything else can be made from it and from the course file.",
        ),
    ),
    Section(
        "Several who grade",
        (
            "One OUT in a folder that they share. One run writes at a time, and a second is told so; corrections at "
            "the same moment wait for each other. Each correction says who made it (--who).",
            "grade explain OUT STUDENT  shows one person's grade with all that it rests on; grade run --anonymous  "
            "names pseudonyms on pages.",
        ),
    ),
    Section(
        "A new version in the middle of a term",
        (
            'requires = "==..." in the course file holds the version: any other refuses, and says what to install.',
            "A new version grades everybody once more. First  grade run ... --dry-run  with it: it names each grade "
            "that would change, and because of what; nothing is written.",
            "results.db is brought up to date by itself and keeps all earlier results; an older version then refuses "
            "it, so copy it first.",
        ),
    ),
)


def _totals(course: Course) -> Iterator[str]:
    policy = course.policy
    units = (f"{unit_title(u)} {number(sum(e.points for e in course.of_unit(u)))}" for u in course.units)
    listed = ", ".join(units)
    yield f"The points of a unit are those of its exercises, and of its quiz and repair where these count: {listed}."
    if policy.weights:
        weights = ", ".join(f"{unit_title(unit)} {plain(weight)}" for unit, weight in policy.weights.items())
        yield f"The total is the mean part of the units' points, weighed: {weights}; of all points that there are."
    if policy.drop_lowest:
        lowest = "unit" if policy.drop_lowest == 1 else f"{policy.drop_lowest} units"
        verb = "does" if policy.drop_lowest == 1 else "do"
        yield (
            f"The {lowest} of which a student has the smallest part of the points {verb} not count in the total; one "
            "unit always does."
        )
    if not policy.weights and not policy.drop_lowest:
        yield "The total is the sum of the units."
    further = [unit_title(unit) for unit in course.units if unit not in course.core.units]
    if further:
        yield f"What goes beyond the core of the course is not in the total, and counts apart: {', '.join(further)}."
    yield from _deadlines(course)
    yield (
        "A correction by hand of an exercise counts before lateness, one of a unit or the total after it. It says who "
        "made it and why, stays when something is graded again, and is marked where its grounds have changed."
    )
    yield "A part of some points (lateness, percent, weights) is rounded to the nearest half point, of two the larger."


def _deadlines(course: Course) -> Iterator[str]:
    late = course.policy.late
    for deadline in course.deadlines:
        yield f"{unit_title(deadline.unit)} is due {deadline.due}, or at a later time that the roster gives a person."
    if not course.deadlines:
        yield "There are no deadlines."
    elif not late.percent:
        yield "Lateness is said, and costs nothing."
    else:
        grace = late.grace.total_seconds() / 60
        yield (
            f"Late work loses {plain(late.percent)} % of the unit's points for each {late.per} that has begun since "
            f"the deadline; at least {plain(late.floor)} % are left. {plain(Fraction(grace))} minutes are not late."
        )


def _seeds(course: Course) -> Iterator[str]:
    own = "the course file gives" if course.seed is not None else "each results folder draws when it is first made"
    yield (
        f"grade run asks numbers drawn from a seed that {own}; it stands in no page and in no table of grades, since "
        "who knows it can work out the answers. Everybody of a class is asked the same."
    )
    yield "grade check on a student's own machine asks the numbers of seed 0, which everybody may know."


def _feedback(course: Course) -> Iterator[str]:
    first = f"Until {course.policy.release} points alone; then " if course.policy.release else "On a student's page: "
    yield f"{first}{IN_A_WORD[course.policy.feedback]}."


def _limits(course: Course) -> Iterator[str]:
    limits = course.limits
    yield (
        f"{number(limits.call_seconds)} s for one call, {number(limits.cpu_seconds)} s of CPU in all, "
        f"{limits.memory_mib} MiB of memory beside Python's own; {limits.output_kib} KiB of output are kept."
    )
    missing = "has 0 points" if course.unreadable_is_zero else "has no grade until somebody has looked at it"
    yield f"What could not be read {missing}; where the grader itself fails, the grade is withheld."


# ---------------------------------------------------------------- one person


def how_it_came_about(
    report: Report, course: Course, handed_in: dict[str, HandedIn], extensions: dict[str, str], runs: tuple[str, ...]
) -> tuple[Section, ...]:
    """One person's grade with all that it rests on.

    Args:
        report: with the points that count.
        course: what is asked.
        handed_in: unit -> when.
        extensions: unit -> until when this person may hand it in.
        runs: in which runs it was graded, in words.
    """
    total = [f"{points(report.score, report.max_score, in_full=True)}; {report.status}.", *report.notes]
    return (
        Section(report.student, (*total, *how_points_came_about(report))),
        Section("What it rests on", (*runs, *_times(course, handed_in, extensions), grader_in_words(report))),
        *(Section(_head(unit), _of_unit(report, unit.name)) for unit in report.units),
    )


def _head(unit: UnitScore) -> str:
    return f"{unit_title(unit.name)}: {points(unit.score, unit.max_score)}"


def _times(course: Course, handed_in: dict[str, HandedIn], extensions: dict[str, str]) -> Iterator[str]:
    due = {deadline.unit: deadline.due for deadline in course.deadlines}
    for unit in course.units:
        time = handed_in.get(unit, HandedIn()).time
        end = f"due {due[unit]}" if unit in due else ""
        if unit in extensions and until(unit, course, {}) != until(unit, course, extensions):
            end = f"extended until {extensions[unit]}"
        if time or end:
            yield "; ".join(filter(None, (f"{unit_title(unit)}: handed in {time or 'nobody knows when'}", end)))


def _of_unit(report: Report, unit: str) -> tuple[str, ...]:
    lines: list[str] = []
    for exercise in (exercise for exercise in report.exercises if exercise.unit == unit):
        where = f" ({exercise.file})" if exercise.file else ""
        lines.append(f"{exercise.name}: {word(exercise.status)}, {points(exercise.score, exercise.max_score)}{where}")
        lines += [f"  {exercise.tally}"] if exercise.tally else []
        for check in (check for check in exercise.checks if check.status not in ("passed", "skipped")):
            weight = f" (weight {number(check.max_score)})" if check.max_score else ""
            lines.append(f"  {word(check.status)}: {check.title}{weight}. {check.message}".rstrip())
            lines += [f"    right: {check.expected}; given: {check.got}"] if check.expected or check.got else []
        lines += [f"  it looks like: {part.title}" for part in (exercise.diagnosis.parts if exercise.diagnosis else ())]
    quiz = (question for question in report.quiz if question.unit == unit)
    lines += [f"quiz, {one.id}: {one.status}, {points(one.score, one.max_score)}" for one in quiz]
    for repair in (one for one in report.repairs if one.unit == unit):
        name, earned = repair.exercise or repair.id, points(repair.score, repair.max_score)
        lines.append(f"repair, {name}: {repair.status}, {earned}")
        lines += [f"  {line}" for line in repair.message.splitlines()]
    return tuple(lines)
