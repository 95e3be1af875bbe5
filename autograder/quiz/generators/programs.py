"""The rule that a run carries out: of the course, in a form, and with a mistake on request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from autograder.catalogue.load import rule_of
from autograder.errors import CourseError, UsageError
from autograder.expected.edits import NamedEdit, applied, named_edits
from autograder.model.course import Course, Exercise
from autograder.model.items import Explained
from autograder.model.question import Question, Run
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Steps


@dataclass(frozen=True, slots=True)
class Program:
    """A rule in one of its forms, and the mistakes that can be made in it."""

    rule: Rule
    convention: str
    exercise: Exercise

    @property
    def right(self) -> Rule:
        """The rule in its form."""
        return self.rule.under(self.convention)

    def edit(self, mistake: str) -> NamedEdit | None:
        """The mistake (or other form) of that name in this form; None where this form has no such mistake."""
        return _edits(self.exercise, self.convention).get(mistake)

    def mistaken(self, mistake: str) -> Rule | None:
        """The rule with a mistake; None where this form has no such mistake."""
        edit = self.edit(mistake)
        steps = None if edit is None else _applied(self.exercise, self.convention, mistake)
        return None if steps is None else replace(self.right, steps=steps)

    def knows(self, mistake: str) -> bool:
        """Whether the rule has a mistake of that name in some form."""
        return any(mistake in _edits(self.exercise, form.name) for form in self.rule.conventions)


@lru_cache(maxsize=256)
def _edits(exercise: Exercise, convention: str) -> dict[str, NamedEdit]:
    rule = rule_of(exercise)
    return {edit.id.removeprefix(f"{rule.name}/"): edit for edit in named_edits(rule, convention)}


@lru_cache(maxsize=4096)
def _applied(exercise: Exercise, convention: str, mistake: str) -> Steps | None:
    return applied(rule_of(exercise), convention, (_edits(exercise, convention)[mistake],))


def program_of(run: Run, course: Course, question: Question) -> Program | None:
    """What a run carries out; None where it only looks at a landscape. CourseError where there is no such rule."""
    if not run.rule:
        return None
    try:
        exercise = course.exercise(run.rule)
        rule = rule_of(exercise)
        convention = run.convention or exercise.convention
        return Program(rule, rule.convention(convention).name, exercise)
    except UsageError as error:
        raise wrong(question, str(error)) from error


def explained(edit: NamedEdit) -> Explained:
    """What a student is told who made a mistake, in the mistake's own words."""
    return Explained((edit.id,), f"It looks like this: {edit.title}. {edit.hint}")


def wrong(question: Question, what: str, line: int | None = None) -> CourseError:
    """The error for a question: its file and line, its id, and what is wrong."""
    return CourseError(f"{question.file}, line {line or question.line}: {question.id}: {what}")
