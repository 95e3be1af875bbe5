"""What a right answer is: checks, their probes, and the expected values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from autograder.basics.dataclass import dataclass
from autograder.model.run import Call

if TYPE_CHECKING:  # the nouns are light: who only asks about a course or a quiz does not load NumPy
    from autograder.model.values import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Expected:
    """The right values of one returned quantity, step by step, and how far float64 arithmetic may end from them."""

    name: str
    """The quantity as the stub calls it: "w", "v", "result"."""
    values: FloatArray | IntArray | tuple[str, ...]
    """A first axis for the steps; float64, int64 for counts, or words."""
    tolerances: FloatArray | None = None
    """Elementwise, in the shape of float64 values; None for counts and words."""
    exact: tuple[str, ...] = ()
    """The exact values of the first steps, as long as they are short, such as "16/5"."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One call for one or several steps, with the right answer to each."""

    id: str
    why: str
    """What this probe shows that others do not; a sentence for a student."""
    call: Call
    expected: tuple[Expected, ...]
    """The returned quantities in order; of a theorem's run only the first, which shows the path."""
    theorem: str = ""
    """The id of the theorem that the path is to obey; empty for a probe that shows values only."""
    facts: Mapping[str, FloatArray | float] = field(default_factory=dict)
    """What the theorem needs to know, such as a landscape's exact minimum."""
    measured: int = 0
    """How often the rule measures the gradient in all steps together, where it is given a function for that."""


class Behaviour(StrEnum):
    """What is observed of every function, whatever it computes."""

    ARGUMENTS = "arguments"
    FORM = "form"
    REPEAT = "repeat"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Check:
    """One property of one exercise: a sentence, its weight among the others, and the probes that show it."""

    id: str
    """"momentum/one-step"."""
    title: str
    weight: int
    """How much it counts beside the exercise's other checks, a whole number from 1 to 5; 0 for a behaviour check."""
    probes: tuple[Probe, ...] = ()
    behaviour: Behaviour | None = None
    """For a behaviour check: which observation it judges."""
    cost: float = 0.0
    """For a behaviour check: the part of the exercise's points that failing it takes away."""
    left_out: tuple[str, ...] = ()
    """Of each planned probe for which the rule has no value, why: "r has no value at step 3"."""


@dataclass(frozen=True, slots=True, eq=False)
class ExerciseKey:
    """All that grading one exercise needs, derived from its rule: no symbolic mathematics from here on."""

    name: str
    convention: str
    signature: str
    """"momentum(w, grad, state, *, lr, beta)"."""
    returns: str
    """"(w, state)"."""
    formula: str
    """The rule as plain text, a line for each step."""
    latex: str
    docstring: str
    """What a student reads in the stub: task, formula, shapes, source."""
    source: str
    """The paper or book the rule comes from."""
    state: tuple[str, ...]
    """Names of the entries of the returned state; empty where the function returns one value."""
    gradients: Mapping[str, str]
    """NumPy source of the gradients that calls need, by the landscape's name."""
    losses: Mapping[str, str]
    """Formulas of the landscapes that `gradients` are of, as plain text, by the landscape's name."""
    checks: tuple[Check, ...]
    digest: str = ""
    """Names the text that the key was read from: equal digests mean equal values. Empty where it was not read."""

    @property
    def what_is_left_out(self) -> str:
        """How many of the planned inputs are left out, and why, in a sentence; empty where none is."""
        reasons = [why for check in self.checks for why in check.left_out]
        planned = len(reasons) + sum(len(check.probes) for check in self.checks if not check.behaviour)
        return f"{len(reasons)} of {planned} inputs left out: {'; '.join(dict.fromkeys(reasons))}" if reasons else ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the positional parameters, in order: `("w", "grad", "state")`."""
        names = self._names
        return names[: names.index("*")] if "*" in names else names

    @property
    def keywords(self) -> tuple[str, ...]:
        """Names of the parameters given by keyword, in order: `("lr", "beta")`."""
        names = self._names
        return names[names.index("*") + 1 :] if "*" in names else ()

    @property
    def _names(self) -> tuple[str, ...]:
        return _names_in(self.signature)


@lru_cache(maxsize=256)
def _names_in(signature: str) -> tuple[str, ...]:
    inside = signature.removesuffix(")").partition("(")[2]
    return tuple(name.partition("=")[0].strip() for name in inside.split(",") if name.strip())
