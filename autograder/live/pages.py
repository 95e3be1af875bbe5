"""The pages of the course in the browser, and the parts of them that are fetched again when something changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from autograder.authoring.handout import key_of_unit
from autograder.catalogue.load import rule_of
from autograder.errors import UsageError, unknown
from autograder.expected.printed import right_answer
from autograder.expected.shown import reference_shown
from autograder.expected.withheld import without_formula
from autograder.expected.worked import explain
from autograder.grading.try_out import Trial, trials
from autograder.live.contents import Place, Prose, contents
from autograder.live.desk import Desk, Progress
from autograder.live.questions import Questions
from autograder.model import Exercise, Status
from autograder.model.course import FormulaShown
from autograder.model.explanation import Explanation
from autograder.reports import pages
from autograder.reports.pages import look
from autograder.reports.sentences import texts_in
from autograder.reports.view import Card, UnitView, card, student_view, unit_title

FOLDER = Path(__file__).parent / "templates"
SCRIPTS = ("live.js", "live.css")
SAID_BY_SCRIPTS = ("checked", "not-open", "no-steps", "not-kept", "not-fetched", "waiting")
"""Ids, behind "live.", of what a page says without asking us."""


@dataclass(frozen=True, slots=True)
class Bench:
    """An exercise on a unit's page: its latest result, and what may be set of its function."""

    card: Card
    signature: str
    trials: tuple[Trial, ...]


class Pages:
    """Pages of a course and a student's folder."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.texts = texts_in(desk.course.language)
        self.progress = Progress(desk, further=True)
        self.questions = Questions(desk.course, desk.folder)
        self.assets = {**pages.assets(), **{name: (FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS}}

    @cached_property
    def _templates(self) -> Environment:
        base = pages.environment()
        return base.overlay(
            loader=PrefixLoader({"live": FileSystemLoader(FOLDER), "pages": FileSystemLoader(look.FOLDER)})
        )

    def _page(self, template: str, **values: object) -> str:
        words = json.dumps({name: self.texts(f"live.{name}") for name in SAID_BY_SCRIPTS})
        return self._templates.get_template(f"live/{template}").render(
            values, texts=self.texts, words=words, shows_solutions=self.desk.course.shows_solutions
        )

    # ------------------------------------------------------------ pages

    def index(self) -> str:
        """The course: every unit with its progress."""
        views = [self._view(unit) for unit in self.desk.course.units]
        return self._page(
            "index.html", title="Grade Descent", root="./", units=views, folder=str(self.desk.folder.resolve())
        )

    def unit(self, unit: str) -> str:
        """A unit: its prose, and beside each exercise its live result."""
        if unit not in self.desk.course.units:
            raise unknown("the course has no unit", unit, self.desk.course.units)
        return self._page(
            "unit.html",
            title=self.texts.of(unit_title(unit)),
            root="../",
            view=self._view(unit),
            contents=[self._placed(one) for one in contents(unit, self._keys(unit), self.desk.course.choice(unit))],
            questions=self.questions.shown(unit),
            units=[(name, self.texts.of(unit_title(name))) for name in self.desk.course.units],
        )

    def _placed(self, one: Prose | Place) -> Markup | Bench:
        if isinstance(one, Prose):
            return Markup(one.html)
        key = self.desk.key.exercises[one.name]
        return Bench(card(self.progress.result(one.name), self.texts), key.signature, trials(key))

    def _keys(self, unit: str) -> Mapping[str, Any]:
        return key_of_unit(self.desk.course, self.desk.key, unit)

    def _view(self, unit: str) -> UnitView:
        return student_view(self.progress.reports[unit]).units[0]

    # ------------------------------------------------------------ parts

    def card(self, name: str) -> str:
        """The latest result of an exercise, and the progress of its unit."""
        result = self.progress.result(name)
        return self._page("card.html", card=card(result, self.texts), view=self._view(result.unit))

    def tried(self, name: str, probe: str, settings: Mapping[str, float]) -> str:
        """What a function gives with numbers of the student's choice."""
        return self._page("tried.html", tried=self.desk.try_out(name, probe, settings))

    def steps(self, name: str) -> str:
        """The first steps of a rule, every quantity worked out."""
        exercise = self.desk.course.exercise(name)
        return self._page("steps.html", worked=self._worked(exercise))

    def _worked(self, exercise: Exercise) -> Explanation:
        if exercise.is_reference:
            return reference_shown(exercise)
        rule = rule_of(exercise)
        worked = explain(rule, exercise.convention, steps=None, settings={})
        is_shown = self.progress.result(exercise.name).latex or exercise.formula is FormulaShown.SHOWN
        return worked if is_shown else without_formula(worked, rule, exercise.formula)

    def solution(self, name: str) -> str:
        """Our solution; UsageError where the student's is not right yet, or the course shows none."""
        exercise = self.desk.course.exercise(name)
        is_shown = self.desk.course.shows_solutions and not exercise.is_reference
        if not is_shown or self.progress.result(name).status is not Status.PASSED:
            raise UsageError(f"there is no solution of {name} to be shown")
        return self._page("solution.html", code=right_answer(exercise))

    def answered(self, unit: str, question: str, texts: Mapping[str, str]) -> str:
        """An answer to a question, marked and kept."""
        return self._page("marks.html", marks=self.questions.answer(unit, question, texts))
