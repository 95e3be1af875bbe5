"""What an update rule is: an ordered list of steps, written once as text, with all that is said of it.

Exact values, formulas, NumPy code, probes and feedback are derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import sympy as sp

from autograder.errors import CourseError
from autograder.symbolic.cases import Cases
from autograder.symbolic.kinds import refuse_other_kinds
from autograder.symbolic.lines import LineError, assigned_names, read_steps
from autograder.symbolic.mistakes import Entry, Mistake, read_mistakes
from autograder.symbolic.quantities import Hyperparameter, State
from autograder.symbolic.steps import Edit, Everywhere, Steps, as_written
from autograder.symbolic.vocabulary import GRAD_FN, PARAMETERS, grad, symbol, w, words_of


def renamed(name: str) -> str:
    """What the new value of a quantity is called where its name still stands for the old one."""
    return f"{name}_new"


@dataclass(frozen=True, slots=True)
class Convention:
    """One of the forms in which textbooks and libraries write the rule, all of them right.

    `steps` are all its lines, `task` is what to write, and `source` where it is from; where there is nothing, they are
    the rule's own. `state` is what only this form remembers.
    """

    name: str
    title: str
    used_by: str = ""
    steps: str = ""
    state: tuple[State, ...] = ()
    task: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """Carry out the steps once for each item of `over`.

    `over` is the iterable as Python source over the function's arguments; each item is bound to the names in `items`.
    `start` gives quantities their values before the first pass: a number, or the name of another quantity. `before` and
    `after` name the quantities whose lines are carried out once, before and after all passes. `collect` is the quantity
    whose values are returned as an array (with the value before the first pass in front if `with_start`), else the last
    values are returned.
    """

    words: str
    over: str
    items: str = ""
    start: Mapping[str, int | str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    collect: str = ""
    with_start: bool = False

    @property
    def names_before(self) -> tuple[str, ...]:
        """The names in `before`, and what a new value of theirs is called beside the old one."""
        return tuple(name for quantity in self.before.split() for name in (quantity, renamed(quantity)))

    @property
    def names_after(self) -> tuple[str, ...]:
        """The names in `after`, and what a new value of theirs is called beside the old one."""
        return tuple(name for quantity in self.after.split() for name in (quantity, renamed(quantity)))

    def parts(self, steps: Steps) -> tuple[Steps, Steps, Steps]:
        """The steps before all passes, those of each pass, and those after them."""
        first, last = self.names_before, self.names_after
        return (
            tuple(step for step in steps if step.symbol.name in first),
            tuple(step for step in steps if step.symbol.name not in (*first, *last)),
            tuple(step for step in steps if step.symbol.name in last),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """An optimizer, schedule or documented function as symbolic data; rule files write it with `Rule.from_text`."""

    name: str
    title: str
    task: str
    source: str
    parameters: tuple[sp.Symbol, ...]
    """The positional parameters before the state, in order."""
    steps: Steps
    symbols: Mapping[str, sp.Symbol]
    """Every quantity that occurs in the rule's formulas, under any convention, by name."""
    hyperparameters: tuple[Hyperparameter, ...] = ()
    state: tuple[State, ...] = ()
    result: sp.Symbol | None = None
    """The quantity that is returned (before the state); None stands for the last step's symbol."""
    loop: Loop | None = None
    conventions: tuple[Convention, ...] = (Convention("default", "the usual form"),)
    forms: Mapping[str, Steps] = field(default_factory=dict)
    """The steps as each convention writes them, by its name."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What parameters and results are, with shapes and dtypes, where the usual words do not say it."""
    theorems: tuple[str, ...] = ()
    warm_up: int = 0
    mistakes: tuple[Mistake, ...] = ()
    mistakes_in: Mapping[str, tuple[Mistake, ...]] = field(default_factory=dict)
    """Mistakes as they look in a convention's form, by its name, where they look otherwise there; ids as above."""
    cases: Cases | None = None
    """In the place of the checks that are derived for an optimizer."""
    also: Cases | None = None
    """Beside those checks, or beside the cases."""

    @classmethod
    def from_text(
        cls,
        name: str,
        *,
        title: str,
        task: str,
        source: str,
        takes: str | Mapping[str, str],
        steps: str,
        state: tuple[State, ...] = (),
        hyperparameters: tuple[Hyperparameter, ...] = (),
        returns: str | Mapping[str, str] = "",
        integers: str = "",
        loop: Loop | None = None,
        conventions: tuple[Convention, ...] = (Convention("default", "the usual form"),),
        theorems: str = "",
        warm_up: int = 0,
        also: Cases | None = None,
    ) -> Rule:
        """The rule that a textbook's page says; LineError where one of its lines cannot be read.

        task: what the student is to write; a sentence or two.
        source: the paper or book, and the equation.
        takes: the names of the positional parameters, or what each one is, with shape and dtype, by name. An optimizer
            takes `w` and either `grad` (an array) or `grad_fn` (a function); its checks are derived from that. Any
            other function says in its cases which inputs show it.
        steps: one line for each assignment, as in the stub; see `autograder.symbolic.lines`.
        returns: the name of the returned quantity, if it is not the last one assigned; or what it is, by its name.
        integers: names of counts and indices among the parameters and the steps, beside those that say so themselves.
        theorems: ids of the theorems that hold for the rule; each is a check of its own.
        warm_up: how many steps an optimizer takes at most before it does all that it does; probes are that much longer.
        also: a function like `cases`, whose checks come beside those that are derived.
        """
        texts_of = {"title": title, "task": task, "source": source, "steps": steps, "integers": integers}
        refuse_other_kinds(name, {**texts_of, "theorems": theorems}, str, "a text")
        named = "a text of names, or a dict of what each one is"
        refuse_other_kinds(name, {"takes": takes, "returns": returns}, (str, Mapping), named)
        for what, some, kind in (
            ("hyperparameters", hyperparameters, Hyperparameter),
            ("state", state, State),
            ("conventions", conventions, Convention),
        ):
            refuse_other_kinds(name, {what: some}, tuple, f"a tuple: ({kind.__name__}(...),) with its comma")
            refuse_other_kinds(name, {f"each of {what}": one for one in some}, kind, f"a {kind.__name__}(...)")
        texts = {convention.name: convention.steps or steps for convention in conventions}
        if len(texts) < len(conventions):
            raise CourseError(f"{name}: two conventions have the same name, of {', '.join(texts)}: rename one")
        names = [*_names(takes), *(loop.items.split() if loop else ())]
        names += [name for text in (steps, *texts.values()) for name in assigned_names(text)]
        symbols = {name: PARAMETERS.get(name) or symbol(name, name in integers.split()) for name in names}
        entries = [*state, *(q for convention in conventions for q in convention.state)]
        symbols |= {q.name: q.symbol for q in entries} | {h.name: h.symbol for h in hyperparameters}
        vocabulary = words_of(symbols)
        with as_written():  # once around them all, because each change of this setting empties SymPy's cache
            forms = {name: read_steps(text, vocabulary) for name, text in texts.items()}
        empty = next((name for name, form in forms.items() if not form), None)
        if empty is not None:
            raise CourseError(f'{name}, convention "{empty}": steps says nothing: write a line  name = formula')
        returned = returns if isinstance(returns, str) else next(iter(returns))
        if returned and returned not in symbols:
            raise LineError(f"returns {returned}", "no line of the rule assigns it")
        return cls(
            name=name,
            title=title,
            task=task,
            source=source,
            parameters=tuple(symbols[name] for name in _names(takes)),
            steps=forms[conventions[0].name],
            symbols=symbols,
            hyperparameters=hyperparameters,
            state=state,
            result=symbols[returned] if returned else None,
            loop=loop,
            conventions=conventions,
            forms=forms,
            words={**_words(takes), **_words(returns, "result" if loop else "")},
            theorems=tuple(theorems.split()),
            warm_up=warm_up,
            also=also,
        )

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
        keywords = [h.name for h in self.hyperparameters]
        return f"{self.name}({', '.join([*self.arguments, *(['*', *keywords] if keywords else [])])})"

    @property
    def returns(self) -> str:
        """What the function returns, in words of the code: `(w, state)`."""
        return f"({self.returned.name}, state)" if self.state else self.returned.name

    @property
    def is_optimizer(self) -> bool:
        """Whether it takes w and its gradient, and no more: checks are derived from that."""
        return w in self.parameters and bool({grad, GRAD_FN} & {*self.parameters}) and len(self.parameters) <= 2

    def convention(self, name: str) -> Convention:
        """The convention of that name, of which "default" is the first; CourseError lists the known ones."""
        for convention in self.conventions:
            if convention.name == name:
                return convention
        if name == "default":
            return self.conventions[0]
        known = ", ".join(c.name for c in self.conventions)
        raise CourseError(f'{self.name} has no convention "{name}"; it has {known}')

    def with_mistakes(self, entries: Iterable[Entry], entries_in: Mapping[str, Iterable[Entry]]) -> Rule:
        """The rule with mistakes, and with those that look otherwise in a convention's form, by its name.

        LineError where a line of a mistake cannot be read, CourseError where there is no such convention.
        """
        words = words_of(self.symbols)
        assigned = {step.symbol.name for steps in self.forms.values() for step in steps}
        with as_written():
            mistakes = read_mistakes(entries, words, assigned)
            otherwise = {
                self.convention(name).name: read_mistakes(some, words, assigned) for name, some in entries_in.items()
            }
        return replace(self, mistakes=mistakes, mistakes_in=otherwise)

    def mistakes_under(self, convention: str) -> tuple[Mistake, ...]:
        """The rule's mistakes as they look in that convention."""
        otherwise = {mistake.id: mistake for mistake in self.mistakes_in.get(self.convention(convention).name, ())}
        return tuple(({mistake.id: mistake for mistake in self.mistakes} | otherwise).values())

    def steps_under(self, convention: str) -> Steps:
        """The steps as that convention writes them."""
        return self.forms[self.convention(convention).name]

    def under(self, convention: str) -> Rule:
        """The rule as that convention writes it, with all that is remembered there."""
        chosen = self.convention(convention)
        return replace(
            self,
            task=chosen.task or self.task,
            source=chosen.source or self.source,
            steps=self.forms[chosen.name],
            state=tuple(dict.fromkeys((*self.state, *chosen.state))),
            result=self.returned,
        )

    def edited(self, edit: Edit | Everywhere) -> Rule:
        """The rule with the edit of a mistake carried out, under whatever convention; it returns the same quantity."""
        steps = edit.apply(self.steps)
        return replace(self, steps=steps, forms=dict.fromkeys(self.forms, steps), result=self.returned)


def _names(said: str | Mapping[str, str]) -> tuple[str, ...]:
    return tuple(said.split() if isinstance(said, str) else said)


def _words(said: str | Mapping[str, str], called: str = "") -> Mapping[str, str]:
    """What is said of some names, where anything is; a single one may be called otherwise."""
    return {} if isinstance(said, str) else {called or name: what for name, what in said.items() if what}
