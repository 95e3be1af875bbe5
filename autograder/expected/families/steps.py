"""One step of one probe, as every member of a family is tried on it; its inputs are laid out once."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.at_once import inputs_of_steps
from autograder.expected.families.program import Function
from autograder.expected.faults import part_of
from autograder.expected.fingerprints import Layout, quantities
from autograder.model import FloatArray, IntArray, Value


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a probe: made without the ways of a sandbox, because the functions are our own."""

    layout: Layout
    probe: int
    at: int
    """The number of the step, counted from 0; 0 in a chain."""

    @cached_property
    def places(self) -> IntArray:
        """Of its numbers in the layout: int64 of shape (numbers,)."""
        return np.flatnonzero((self.layout.probe == self.probe) & (self.layout.at == self.at))

    def given_by(self, function: Function) -> FloatArray | None:
        """What a function gives there, float64 of shape (numbers,); None where that is nothing or of another shape."""
        positional, keywords = self._inputs
        try:
            found = quantities(function(*positional, **keywords), self.layout.key.state)
            if found is None:
                return None
            numbers = np.concatenate([np.asarray(one, dtype=np.float64) for one in found], axis=None)
        except Exception:  # as the function that a member of a family stands for would fail
            return None
        return numbers if numbers.shape == self.places.shape else None

    @cached_property
    def _inputs(self) -> tuple[list[Value], dict[str, Value]]:
        given, parameters = _inputs_of(self.layout, self.probe)[self.at], self.layout.key.parameters
        keywords = {name: value for name, value in given.items() if name not in parameters}
        return [given[name] for name in parameters], keywords


@lru_cache(maxsize=4096)
def step_of(layout: Layout, probe: int, at: int) -> Step:
    """A step of the probe of that number; kept, because one function after another is tried on it."""
    return Step(layout, probe, at)


@lru_cache(maxsize=1024)
def _inputs_of(layout: Layout, probe: int) -> list[dict[str, Value]]:
    (steps,) = inputs_of_steps(part_of(layout, probe))
    return steps
