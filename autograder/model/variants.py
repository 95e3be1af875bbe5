"""Other ways to write a rule, most of them wrong: what each is called, and its program as lines of NumPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from autograder.basics.dataclass import dataclass


class EditKind(StrEnum):
    """What another way to write a rule is to a student."""

    MISTAKE = "mistake"
    CONVENTION = "convention"


@dataclass(frozen=True, slots=True)
class Named:
    """A mistake or another convention, with what a student is told of it."""

    id: str
    """"adam/no-bias-correction", "adam/convention-eps_hat"."""
    kind: EditKind
    title: str
    hint: str
    place: str


@dataclass(frozen=True, slots=True)
class Variant:
    """The rule with one or two edits carried out, as lines of NumPy."""

    parts: tuple[str, ...]
    """Ids of the edits."""
    lines: tuple[int, ...]
    """The steps in order, as indices into the table of lines."""
    same: tuple[tuple[str, ...], ...] = ()
    """Other edits that give the same answers to every probe."""


@dataclass(frozen=True, slots=True, eq=False)
class Variants:
    """The other ways to write a rule, most of them wrong, as programs that need no symbolic mathematics."""

    named: Mapping[str, Named]
    """By id, in the order of the rule file."""
    template: str
    """NumPy source of the function with one line `...` in the place of the steps."""
    table: Sequence[str]
    """Every line that occurs in a variant; those of pairs alone may come only with the pairs."""
    alone: tuple[Variant, ...]
    """Those of one edit, in the order of the rule file."""
    pairs: Sequence[Sequence[int]]
    """A row for each variant of two edits: the places of the two in `named`, then its lines."""
    right: tuple[int, ...] = ()
    """The lines of the right program."""
