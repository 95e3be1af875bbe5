"""The course proves itself: every stub fails, every solution passes, every mistake loses points."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.authoring.checkout import (
    Checkout,
    expected_files,
    names_of,
    out_of_date,
    under_every_convention,
    unlisted,
)
from autograder.authoring.handout import key_of_unit
from autograder.authoring.made_up import by_unit, submission
from autograder.authoring.said import missing, of_everybody, of_exercise, of_units, stale
from autograder.authoring.stubs import stub_of_unit
from autograder.catalogue.load import blaming, rule_of
from autograder.catalogue.reference_file import reference_of
from autograder.expected.lookup import key_for, left_out, variants_for
from autograder.expected.printed import other_programs, right_answer, worthless_answers
from autograder.expected.quarrels import quarrels
from autograder.expected.reference_variants import problems_of
from autograder.expected.separation import Separation
from autograder.expected.side_by_side import workers
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, Status
from autograder.model.course import Course, Unit
from autograder.model.run import Sandbox
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.proof import proved
from autograder.quiz.sheets import FILE_NAME as SHEET
from autograder.texts import FOLDER

QUIZ_SEEDS = 20
"""For how many seeds each question of the quiz is tried; the tests try more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about the course, with what speaks against it."""

    title: str
    problems: tuple[str, ...]
    tried: int

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it, and it was tried at all."""
        return not self.problems and self.tried > 0


@dataclass(frozen=True, slots=True)
class Verifier:
    """A course to be proved, with the sandbox to run its answers in."""

    course: Course
    sandbox: Sandbox
    seed: int = 0
    is_restricted: bool = False
    """Whether only some of the course's exercises are to be proved, and nothing else of it."""

    def restricted_to(self, names: Sequence[str]) -> Verifier:
        """A verifier of some exercises alone, by their names; of all without a name; UsageError names others."""
        if not names:
            return self
        exercises = tuple(self.course.exercise(name) for name in names)
        return dataclasses.replace(
            self, course=dataclasses.replace(self.course, exercises=exercises), is_restricted=True
        )

    def left_out(self) -> list[str]:
        """For each exercise of which inputs are left out, because its rule has no value there, a sentence."""
        return left_out(self._grader(self.course).key)

    def claims(self) -> Iterator[Claim]:
        """Claims about every course, one after another as they are tried."""
        yield self._claim("every stub fails every exercise", self._stubs())
        yield self._claim("every right answer gets full marks under every convention", self._right_answers())
        yield self._claim("every mistake and other convention loses points and is named", self._mistakes())
        yield self._claim("the probes tell every mistake apart", self._separations())
        yield self._claim(
            "no two mistakes undo each other, or are told together and say opposite things", self._pairs()
        )
        yield self._claim("a function that returns its inputs, zeros or a constant scores 0", self._worthless())
        if not self.is_restricted and CourseQuiz.of(self.course).questions:
            title = "every right answer of the quiz is accepted, and every one that a mistake gives is named"
            yield self._claim(title, self._quiz())
        if self.course.language.files:
            yield self._claim("every sentence is there in the course's language, and none is stale", self._language())

    def checkout_claims(self, checkout: Checkout) -> Iterator[Claim]:
        """Claims about the built-in course, which need its solutions."""
        yield self._claim("every solution gets full marks", self._solutions(checkout))
        yield self._claim("no file is unlisted", self._unlisted(checkout))
        yield self._claim("assignments, masters and expected values are up to date", self._up_to_date(checkout))

    def _claim(self, title: str, tries: Iterator[str]) -> Claim:
        found = list(tries)
        return Claim(title, tuple(problem for problem in found if problem), len(found))

    # ------------------------------------------------------------ answers; each yields "" or what is wrong

    def _stubs(self) -> Iterator[str]:
        key = self._grader(self.course).key
        texts = {u: stub_of_unit(u, key_of_unit(self.course, key, u)) for u in self.course.units}
        for result in self._grade(self.course, texts):
            yield "" if result.status is Status.MISSING and result.score == 0 else _said(result, "should be missing")

    def _right_answers(self) -> Iterator[str]:
        for exercise in under_every_convention(self.course):
            yield _full(self._alone(exercise, right_answer(exercise)))

    def _solutions(self, checkout: Checkout) -> Iterator[str]:
        for result in self._grade(self.course, {unit: checkout.master(unit) for unit in self.course.units}):
            yield _full(result)

    def _mistakes(self) -> Iterator[str]:
        for exercise in self.course.exercises:
            for ids, source in other_programs(exercise).items():
                yield _lost_and_named(self._alone(exercise, source), ids)

    def _worthless(self) -> Iterator[str]:
        for exercise in self.course.exercises:
            for name, source in worthless_answers(exercise).items():
                result = self._alone(exercise, source)
                yield "" if result.score == 0 else _said(result, f"({name}) should score 0")

    def _separations(self) -> Iterator[str]:
        keys = self._grader(self.course).key.exercises
        for exercise in self.course.exercises:
            if exercise.is_reference:
                yield from list(problems_of(reference_of(exercise), keys[exercise.name])) or [""]
                continue
            with blaming(exercise):
                problems = list(Separation(rule_of(exercise), exercise.convention, keys[exercise.name]).problems())
            yield from problems or [""]

    def _pairs(self) -> Iterator[str]:
        keys = self._grader(self.course).key.exercises
        for exercise in self.course.exercises:
            if exercise.is_reference:
                yield ""  # its mistakes are whole functions: no two are put together
                continue
            key = keys[exercise.name]
            yield from quarrels(rule_of(exercise), exercise.convention, key, variants_for(exercise)) or [""]

    # ------------------------------------------------------------ files

    def _quiz(self) -> Iterator[str]:
        for questions in CourseQuiz.of(self.course).questions.values():
            for question in questions:
                yield from proved(question, self.course, range(self.seed, self.seed + QUIZ_SEEDS))

    def _language(self) -> Iterator[str]:
        keys, language = self._grader(self.course).key.exercises, self.course.language
        own = [sentence for e in self.course.exercises for sentence in of_exercise(e, keys[e.name])]
        said = [*of_everybody(), *of_units(self.course.units), *own]
        yield from ("" for _ in said)
        yield from (f'{id_} is not there in "{language.name}": {text}' for id_, text in missing(language, said).items())
        for file in (file for file in language.files if file.parent != FOLDER):
            yield from (f'{file}: nobody says the English of "{id_}" any more' for id_ in stale(file, said))

    def _unlisted(self, checkout: Checkout) -> Iterator[str]:
        for top, forms in ((checkout.solutions, 1), (checkout.assignments, 2)):
            listed = {top / unit / name for unit in self.course.units for name in Unit(unit).files[:forms]}
            listed |= {top / unit / SHEET for unit in CourseQuiz.of(self.course).questions}
            folders = {top, *(path for path in top.iterdir() if path.is_dir() and path.name != "__pycache__")}
            yield from (
                f"{name}: no unit of the course lists this file"
                for name in names_of(unlisted(folders, listed), checkout.root)
            )
            yield from ("" if path.is_file() else f"{path.name} of {path.parent.name} is missing" for path in listed)

    def _up_to_date(self, checkout: Checkout) -> Iterator[str]:
        files = expected_files(self.course, checkout, workers=workers(), anew=True)
        stale = names_of(out_of_date(files), checkout.root)
        yield from (f"{name} is out of date: type  grade build" for name in stale)
        yield from ("" for _ in files)

    # ------------------------------------------------------------ grading

    def _grader(self, course: Course) -> Grader:
        return Grader(course, key_for(course.exercises, self.seed), Texts(language=course.language))

    def _alone(self, exercise: Exercise, source: str) -> ExerciseResult:
        """The result of a submission that holds one function, in a course that has only that exercise."""
        only = dataclasses.replace(self.course, exercises=(exercise,))
        (result,) = self._grade(only, by_unit([exercise], {exercise.name: source}))
        return result

    def _grade(self, course: Course, texts: Mapping[str, str]) -> tuple[ExerciseResult, ...]:
        return self._grader(course).grade(submission("verify", texts), self.sandbox).exercises


def _full(result: ExerciseResult) -> str:
    full = result.status is Status.PASSED and result.score == result.max_score
    return "" if full else _said(result, "should get full marks")


def _lost_and_named(result: ExerciseResult, ids: tuple[str, ...]) -> str:
    is_practice = not result.max_score
    if result.status is Status.PASSED or not (is_practice or result.score < result.max_score):
        return _said(result, f"({ids[0]}) should lose points")
    parts = [part.id for part in result.diagnosis.parts] if result.diagnosis else []
    return "" if len(parts) == 1 and parts[0] in ids else _said(result, f"({ids[0]}) should be named, not {parts}")


def _said(result: ExerciseResult, should: str) -> str:
    messages = "; ".join(f"{c.id}: {c.status} {c.message}" for c in result.checks if c.status is not Status.PASSED)
    points = f"got {result.score} of {result.max_score}"
    return f"{result.name} under {result.convention} {should}: {points} ({messages or 'all checks passed'})"
