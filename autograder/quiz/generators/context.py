"""What a question's parts are made from: one draw, its runs carried out, and the same with each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import sympy as sp

from autograder.errors import CourseError
from autograder.model.course import Course
from autograder.model.question import PartOfQuestion, Question, Run
from autograder.model.quiz import Tolerance
from autograder.quiz.generators.formulas import Values, holds, value_of
from autograder.quiz.generators.inputs import RunError
from autograder.quiz.generators.programs import Program, program_of, wrong
from autograder.quiz.generators.runs import NOTHING, Instead, carried_out
from autograder.symbolic.evaluate import EXACT, ROUNDED, Arithmetic
from autograder.symbolic.formulas import FormulaError
from autograder.symbolic.rounding import TieError, UndefinedError
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import is_rational


class NotSeparatedError(Exception):
    """These numbers will not do, because a wrong answer would pass or two could not be told apart: draw others."""


RIGHT = "right_"
"""In front of what the rule gives, where a run makes a mistake."""


@dataclass(frozen=True)
class Context:
    """A question of a course with what was drawn for one student."""

    question: Question
    course: Course
    draw: Mapping[str, str]
    tolerance: Tolerance
    """Of parts that do not say theirs."""
    luck: str = ""
    """What options are shuffled by, and points drawn by."""
    _kept: dict[str, Values] = field(default_factory=dict)

    @cached_property
    def drawn(self) -> Values:
        """What was drawn as exact numbers, and the names that stay names."""
        numbers = {name: sp.Rational(value) for name, value in self.draw.items() if is_rational(value)}
        free = {name: sp.Symbol(name, real=True) for run in self.runs.values() for name in run.free}
        return {**numbers, **free}

    @cached_property
    def runs(self) -> Mapping[str, Run]:
        """The question's runs, with the mistakes that were drawn for them."""
        return {
            name: replace(run, mistake=run.mistake.format_map(self.draw) if run.mistake else "")
            for name, run in self.question.runs.items()
        }

    @cached_property
    def programs(self) -> Mapping[str, Program | None]:
        """What each run carries out."""
        return {name: program_of(run, self.course, self.question) for name, run in self.runs.items()}

    def wrong(self, what: str, part: PartOfQuestion | None = None) -> CourseError:
        """The error for the question or one of its parts."""
        return wrong(self.question, what, part.line if part else None)

    # ------------------------------------------------------------ values

    def values(self, mistake: str = "", instead: Instead = NOTHING) -> Values:
        """What is drawn and every quantity of every run, with a mistake in those whose rule has it."""
        if instead.values:
            return self._values(mistake, instead)
        if mistake not in self._kept:
            self._kept[mistake] = self._values(mistake, instead)
        return self._kept[mistake]

    def _values(self, mistake: str, instead: Instead) -> Values:
        values: dict[str, Any] = dict(self.drawn)
        for name, run in self.runs.items():
            prefix = f"{name}_" if name else ""
            for which, rule in self._rules(name, mistake).items():
                found = carried_out(run, rule, self.drawn, instead)
                values |= {f"{which}{prefix}{quantity}": value for quantity, value in found.items()}
        return values

    def _rules(self, name: str, mistake: str) -> Mapping[str, Rule | None]:
        """The rules that a run carries out, by what stands in front of their quantities."""
        run, program = self.runs[name], self.programs[name]
        if program is None:
            return {"": None}
        other = (program.mistaken(mistake) if mistake else None) or program.right
        if not run.mistake:
            return {"": other}
        return {"": other if mistake else self._with_own_mistake(name), RIGHT: other}

    def _with_own_mistake(self, name: str) -> Rule:
        run, program = self.runs[name], self.programs[name]
        assert program is not None
        mistaken = program.mistaken(run.mistake)
        if mistaken is None and not program.knows(run.mistake):
            raise self.wrong(f'{run.rule} has no mistake "{run.mistake}"')
        if mistaken is None:
            raise NotSeparatedError(f"{run.mistake} does not show in this form")
        return mistaken

    # ------------------------------------------------------------ formulas of the author

    def value(
        self,
        text: str,
        part: PartOfQuestion | None = None,
        *,
        mistake: str = "",
        instead: Instead = NOTHING,
        arithmetic: Arithmetic | None = None,
    ) -> Any:
        """The value of a formula; None where it has none. CourseError where it cannot be read or carried out."""
        is_exact = bool(instead.values) or any(run.free for run in self.runs.values())
        try:
            return value_of(text, self.values(mistake, instead), arithmetic or (EXACT if is_exact else ROUNDED))
        except (UndefinedError, TieError):
            return None
        except (FormulaError, RunError) as error:
            raise self.wrong(f"{text}: {error}", part) from error
        except (TypeError, KeyError, AttributeError, ValueError, IndexError) as error:
            raise self.wrong(f"{text} cannot be carried out: {type(error).__name__}: {error}", part) from error

    def holds(self, text: str, part: PartOfQuestion | None = None, values: Values | None = None) -> bool:
        """Whether a condition holds over the quantities, or over other values."""
        if text in ("true", "false"):
            return text == "true"
        try:
            return holds(text, self.values() if values is None else values)
        except (UndefinedError, TieError) as error:
            raise NotSeparatedError(str(error)) from error
        except (FormulaError, RunError, TypeError) as error:
            raise self.wrong(f"{text}: {error}", part) from error

    # ------------------------------------------------------------ mistakes

    def mistakes(self, part: PartOfQuestion) -> tuple[str, ...]:
        """The mistakes of a part that some run can make in its form; CourseError for one that no rule has."""
        programs = [program for program in self.programs.values() if program is not None]
        for mistake in part.mistakes:
            if not any(program.knows(mistake) for program in programs):
                rules = " or ".join(dict.fromkeys(program.rule.name for program in programs)) or "the question"
                raise self.wrong(f'no mistake "{mistake}" in {rules}', part)
        return tuple(m for m in part.mistakes if any(p.mistaken(m) is not None for p in programs))

    def mistake_of(self, id_: str) -> Any:
        """The mistake of that name in the first run that has it."""
        found = (program.edit(id_) for program in self.programs.values() if program is not None)
        return next(edit for edit in found if edit is not None)
