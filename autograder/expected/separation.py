"""Do the probes of an exercise tell everything apart that is not the same program? If not, which probe would?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy as sp

from autograder.expected.derive import exercise_key
from autograder.expected.edits import NamedEdit, applied, named_edits
from autograder.expected.equality import NOT_FOR_SYMBOLS, is_zero, proved_equal
from autograder.expected.exact import follow
from autograder.expected.fingerprints import Fingerprint, Layout, layout_of, same_at
from autograder.expected.plan import ProbePlan, plan
from autograder.expected.variants import Writer
from autograder.model import ExerciseKey, Probe
from autograder.model.display import call_text
from autograder.symbolic.evaluate import EXACT
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Steps
from autograder.symbolic.vocabulary import is_rational

SEEDS_TO_TRY = 12
"""How many other draws of probes are searched for one that separates."""
RIGHT = "the right answer"


@dataclass(frozen=True, slots=True)
class Separation:
    """A rule under a convention, with the probes of its key."""

    rule: Rule
    convention: str
    key: ExerciseKey

    def pairs_alike(self) -> Iterator[tuple[str, str]]:
        """Pairs of edits (or an edit and the right answer) that no probe tells apart, both by their ids."""
        writer, layout = Writer(self.rule, self.convention), layout_of(self.key)
        told = [(RIGHT, layout.right_fingerprint)]
        for program, fingerprint in writer.tried(((edit,) for edit in self._edits), layout):
            for name, other in told:
                if same_at(layout, other, fingerprint).all():
                    yield name, program.edits[0]
            told.append((program.edits[0], fingerprint))

    def problems(self) -> Iterator[str]:
        """Sentences on pairs that no probe tells apart although they are not proved to be the same program."""
        steps = {edit.id: applied(self.rule, self.convention, (edit,)) for edit in self._edits}
        steps[RIGHT] = self.rule.under(self.convention).steps
        for first, second in self.pairs_alike():
            a, b = steps[first], steps[second]
            if a is None or b is None:
                continue
            if self._proved_equal(a, b):
                if first == RIGHT and second in self._listed:
                    yield f"{self.key.name}: {second} changes nothing: it is the right program, written otherwise"
            else:
                yield f"{self.key.name}: no probe separates {second} from {first}; {self._proposal(first, second)}"

    def _proved_equal(self, first: Steps, second: Steps) -> bool:
        """For all inputs at once; else on the inputs of every case, with symbols for all that may be one."""
        if proved_equal(self.rule, first, second):
            return True
        return self.rule.cases is not None and all(
            equal_on(self.rule, first, second, probe) for check in plan(self.rule, 0) for probe in check.probes
        )

    @property
    def _listed(self) -> set[str]:
        """The ids of the mistakes that the rule file lists for the rule's first form."""
        own = self.rule.mistakes if self.convention == self.rule.conventions[0].name else ()
        return {f"{self.rule.name}/{mistake.id}" for mistake in own}

    @property
    def _edits(self) -> tuple[NamedEdit, ...]:
        return named_edits(self.rule, self.convention)

    def _proposal(self, first: str, second: str) -> str:
        for seed in range(1, SEEDS_TO_TRY + 1):
            layout = layout_of(exercise_key(self.rule, self.convention, seed))
            same = same_at(layout, self._fingerprint(first, layout), self._fingerprint(second, layout))
            for probe in (probe for probe, alike in zip(layout.probes, same, strict=True) if not alike):
                return f"this one would, with the inputs of seed {seed} ({probe.id}): {self._text(probe)}"
        return "nor does one of other seeds: add a probe at which they differ, or remove one of the two"

    def _fingerprint(self, id_: str, layout: Layout) -> Fingerprint:
        """What an edit of that id, or the right answer, gives."""
        if id_ == RIGHT:
            return layout.right_fingerprint
        edit = next(edit for edit in self._edits if edit.id == id_)
        ((_, fingerprint),) = Writer(self.rule, self.convention).tried([(edit,)], layout)
        return fingerprint

    def _text(self, probe: Probe) -> str:
        return call_text(probe.call, self.key.parameters, self.key.losses)


def equal_on(rule: Rule, first: Steps, second: Steps, probe: ProbePlan) -> bool:
    """Whether two programs are proved equal on the inputs of a probe, for any value of those that may be unknown."""
    symbols = (*rule.parameters, *(h.symbol for h in rule.hyperparameters))
    for name in [symbol.name for symbol in symbols if symbol.name in probe.calls[0] and not symbol.is_integer]:
        unknown = _with_unknown(probe, name)
        if unknown is not None and all(_outcome(rule, steps, unknown) is not None for steps in (first, second)):
            probe = unknown
    a, b = (_outcome(rule, steps, probe) for steps in (first, second))
    return a is not None and b is not None and len(a) == len(b) and all(map(_same, a, b))


def _with_unknown(probe: ProbePlan, name: str) -> ProbePlan | None:
    """The probe with a symbol for each number of an input; None where it is a word or a whole matrix."""
    given = probe.calls[0][name]
    if isinstance(given, (bool, dict)) or (isinstance(given, str) and not is_rational(given)):
        return None
    numbers = np.asarray(given, dtype=object)
    if numbers.ndim > 1:
        return None
    symbols = np.empty(numbers.shape, dtype=object)
    for index in np.ndindex(numbers.shape):
        symbols[index] = sp.Symbol("_".join([name, *map(str, index)]), positive=True)
    unknown = symbols.item() if symbols.ndim == 0 else symbols.tolist()
    return ProbePlan(probe.why, tuple({**call, name: unknown} if name in call else call for call in probe.calls))


def _outcome(rule: Rule, steps: Steps, probe: ProbePlan) -> list[Any] | None:
    edited = replace(rule, steps=steps, result=rule.returned)
    try:
        traces = list(follow(edited, probe, EXACT))
    except NOT_FOR_SYMBOLS:
        return None
    return [v for t in traces for value in (t.result, *t.state.values()) for v in np.asarray(value, dtype=object).flat]


def _same(a: Any, b: Any) -> bool:
    return bool(a == b) or (isinstance(a, sp.Expr) and is_zero(a - b))
