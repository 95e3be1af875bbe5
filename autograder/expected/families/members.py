"""The members of all families that are made of one known program, and what they give: worked out once for a class.

What all give at one step is a table. So of hundreds of members those that may explain an observation are found by
comparing numbers, and nothing is carried out that the last submission has not paid for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from autograder.expected.families import forms, inputs, lines, literals, logarithms, loops, others, results, trees
from autograder.expected.families.others import Relative
from autograder.expected.families.program import Program, Suspect
from autograder.expected.families.steps import Step
from autograder.expected.fingerprints import Fingerprint, Layout
from autograder.expected.programs import given_by_function
from autograder.model import BoolArray, FloatArray


class Table:
    """Some members, and what they give at any step."""

    def __init__(self, suspects: Iterable[Suspect]) -> None:
        self.suspects = tuple(suspects)

    def given_at(self, step: Step) -> tuple[FloatArray, BoolArray]:
        """What each member gives there, float64 of shape (members, numbers), and of which that is anything, bools."""
        return _given_at(self, step)


@lru_cache(maxsize=512)
def _given_at(table: Table, step: Step) -> tuple[FloatArray, BoolArray]:
    numbers = np.full((len(table.suspects), len(step.places)), np.nan)
    known = np.zeros(len(table.suspects), dtype=bool)
    for row, suspect in enumerate(table.suspects):
        given = step.given_by(suspect.function)
        if given is not None:
            numbers[row], known[row] = given, True
    return numbers, known


@lru_cache(maxsize=8192)
def given_at(step: Step, suspect: Suspect) -> FloatArray | None:
    """What one member gives at a step, float64 of shape (numbers,), or None where that is nothing; kept."""
    return step.given_by(suspect.function)


class Members:
    """The members made of one program; each kind is made when it is first asked for."""

    def __init__(self, known: Program, relatives: tuple[Relative, ...]) -> None:
        self._known, self._relatives = known, relatives

    @cached_property
    def of_wholes(self) -> Table:
        """Those that ask the program for something else, change what it gives, or are another rule's."""
        known = self._known
        wholes = chain(loops.suspects(known), inputs.suspects(known), results.suspects(known))
        return Table([*wholes, *others.suspects(known, self._relatives), *literals.of_counts(known)])

    @cached_property
    def of_numbers(self) -> Table:
        """Those with a usual number in the place of a hyperparameter."""
        return Table(literals.of_numbers(self._known))

    @cached_property
    def of_lines(self) -> Table:
        """Those with one line written otherwise; none of another convention, which would take as long again."""
        known = self._known
        if known.convention:
            return Table(())
        whole = chain(logarithms.suspects(known), forms.suspects(known))
        return Table(chain(whole, lines.suspects(known), trees.suspects(known)))

    @cached_property
    def with_edges(self) -> Table:
        """Those of which people mend an edge: of whole arguments."""
        known = self._known
        steps = "step" in known.key.parameters
        return Table(chain(inputs.of_whole_steps(known), inputs.suspects(known)) if steps else ())


@lru_cache(maxsize=512)
def members_of(known: Program, relatives: tuple[Relative, ...]) -> Members:
    """The members made of a program, where these are the programs of other exercises."""
    return Members(known, relatives)


@lru_cache(maxsize=1024)
def prediction_of(suspect: Suspect, layout: Layout) -> Fingerprint:
    """What a member gives on all probes; kept, because the students of a class make the same mistakes."""
    return given_by_function(suspect.function, layout)
