"""What an update rule is: an ordered list of steps, and the edits that turn it into its conventions and mistakes.

A rule is written once, as SymPy data. Exact values, formulas, NumPy code, probes and feedback are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import sympy as sp

from autograder.errors import CourseError
from autograder.symbolic.steps import Edit as Edit
from autograder.symbolic.steps import Everywhere as Everywhere
from autograder.symbolic.steps import Step as Step
from autograder.symbolic.steps import Steps as Steps
from autograder.symbolic.steps import as_written as as_written
from autograder.symbolic.steps import evaluated as evaluated


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong version of the rule that people really write.

    `hint` is a nudge that leads to the line, `place` says where to look; neither gives the answer away.
    """

    id: str
    title: str
    hint: str
    place: str
    edit: Edit | Everywhere


@dataclass(frozen=True, slots=True)
class Convention:
    """One of the forms in which textbooks and libraries write the rule, all of them right."""

    name: str
    title: str
    used_by: str
    edit: Edit = Edit()
    mistakes: tuple[Mistake, ...] = ()
    """Mistakes as they look in this form, for those of the rule that need another edit here; ids as there."""


@dataclass(frozen=True, slots=True)
class Hyperparameter:
    """A number passed by keyword, with its usual value and others at which mistakes show."""

    symbol: sp.Symbol
    meaning: str
    usual: sp.Rational
    others: tuple[sp.Rational, ...]


@dataclass(frozen=True, slots=True)
class StateQuantity:
    """One entry of the state: zeros of w's shape at first; a symbol with integer=True is a count that starts at 0.

    `start` is another number to start with, the same everywhere; None where each probe gives its own.
    """

    symbol: sp.Symbol
    meaning: str
    start: sp.Expr | int | None = 0


@dataclass(frozen=True, slots=True)
class Loop:
    """Carry out the steps once for each item of `over`.

    `over` is the iterable as Python source over the function's arguments; each item is bound to `targets`.
    `start` gives symbols their values before the first pass; `collect` is the quantity whose values are returned as an
    array (with the value before the first pass in front if `with_start`), else the last values are returned.
    """

    words: str
    over: str
    targets: tuple[sp.Symbol, ...] = ()
    start: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    collect: sp.Symbol | None = None
    with_start: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Inputs of a chain of calls: the first call gets the first value, the second call the second, and so on."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One call with given inputs: exact numbers (int, or text such as "1/10") or nested lists of them, truth values,
    words, and for `grad_fn` the name of a landscape.

    With `Each` among the inputs it is a chain of as many calls; a state goes from each call to the next.
    """

    why: str
    inputs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseCheck:
    """A check made of cases, for functions that are not one step of an optimizer."""

    id: str
    title: str
    weight: int
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """An optimizer, schedule or documented function as symbolic data.

    `parameters` are the positional parameters' symbols in order. An optimizer has `w` and either `grad` (an array) or
    `grad_fn` (a function); the usual checks are then derived from the signature. Any other function says in `cases`
    which inputs show it, given a random generator for the inputs that no student can foresee.
    """

    name: str
    title: str
    task: str
    """What the student is to write; a sentence or two."""
    source: str
    """The paper or book, and the equation."""
    parameters: tuple[sp.Symbol, ...]
    steps: Steps
    hyperparameters: tuple[Hyperparameter, ...] = ()
    state: tuple[StateQuantity, ...] = ()
    result: sp.Symbol | None = None
    """The quantity that is returned (before the state); None stands for the last step's symbol."""
    loop: Loop | None = None
    conventions: tuple[Convention, ...] = (Convention("default", "the usual form", ""),)
    mistakes: tuple[Mistake, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What parameters and results are, with shapes and dtypes, where the usual words do not say it."""
    cases: Callable[[Random], Sequence[CaseCheck]] | None = None
    theorems: tuple[str, ...] = ()
    """Ids of the theorems that hold for the rule; each is a check of its own."""

    @property
    def returned(self) -> sp.Symbol:
        """The first returned quantity."""
        return self.result or self.steps[-1].symbol

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the positional parameters, the state included."""
        names = tuple(symbol.name for symbol in self.parameters)
        return (*names, "state") if self.state else names

    @property
    def signature(self) -> str:
        """The function's first line without `def`: `momentum(w, grad, state, *, lr, beta)`."""
        keywords = [h.symbol.name for h in self.hyperparameters]
        return f"{self.name}({', '.join([*self.arguments, *(['*', *keywords] if keywords else [])])})"

    @property
    def returns(self) -> str:
        """What the function returns, in words of the code: `(w, state)`."""
        return f"({self.returned.name}, state)" if self.state else self.returned.name

    def convention(self, name: str) -> Convention:
        """The convention of that name, of which "default" is the first; CourseError lists the known ones."""
        for convention in self.conventions:
            if convention.name == name:
                return convention
        if name == "default":
            return self.conventions[0]
        known = ", ".join(c.name for c in self.conventions)
        raise CourseError(f'{self.name} has no convention "{name}"; it has {known}')

    def mistakes_under(self, convention: str) -> tuple[Mistake, ...]:
        """The rule's mistakes as they look in that convention."""
        in_this_form = {mistake.id: mistake for mistake in self.convention(convention).mistakes}
        return tuple(({mistake.id: mistake for mistake in self.mistakes} | in_this_form).values())

    def under(self, convention: str) -> Rule:
        """The rule as that convention writes it."""
        return self.edited(self.convention(convention).edit)

    def edited(self, edit: Edit | Everywhere) -> Rule:
        """The rule with an edit carried out, of a convention or of a mistake; it returns the same quantity."""
        return replace(self, steps=edit.apply(self.steps), result=self.returned)
