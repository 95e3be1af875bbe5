"""Programs of two edits, as far as they follow from the programs of each."""

from __future__ import annotations

import pytest

from autograder.expected.files import variants_from, variants_text
from autograder.expected.lookup import variants_for
from autograder.expected.together import together
from autograder.model import Exercise, Variants
from tests.registry import EXERCISES, name_of

FORM = ("m = b*m + g", "h = m/(1 - b)", "w = w - r*h/(s + e)")


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        (("m = m + g", *FORM[1:]), (*FORM[:2], "w = w - r*h/s"), ("m = m + g", FORM[1], "w = w - r*h/s")),
        ((*FORM[:2], "w = w - r*g/(s + e)"), (*FORM[:2], "w = w - r*h/s"), (*FORM[:2], "w = w - r*g/s")),
        ((*FORM, "m = h"), ("m = m + g", *FORM[1:]), ("m = m + g", *FORM[1:], "m = h")),
        ((FORM[0], "w = w - r*m/(s + e)"), ("m = g", *FORM[1:]), ("m = g", "w = w - r*m/(s + e)")),
        ((FORM[1], FORM[0], FORM[2]), (*FORM[:2], "w = w - r*h/s"), (FORM[1], FORM[0], "w = w - r*h/s")),
        ((*FORM[:2], "w = w - r*h/(s - e)"), (*FORM[:2], "w = w - r*h/s"), None),
        ((FORM[0], "w = w - r*m/(s + e)"), (FORM[0], "h = m", FORM[2]), None),
        ((FORM[1], FORM[0], FORM[2]), (*FORM, "m = h"), None),
    ],
    ids=["lines", "parts", "added", "taken-away", "moved", "same-part", "taken-away-and-changed", "both-moved"],
)
def test_two_changes_are_put_together(first: tuple[str, ...], second: tuple[str, ...], both: object) -> None:
    """Changes of other lines, or of other parts of a line, are both there; what cannot be told apart is not guessed."""
    assert together(FORM, first, second) == together(FORM, second, first) == both


def programs_of(variants: Variants) -> list[tuple[str, ...]]:
    """All programs of two edits, with their edits."""
    ids = list(variants.named)
    return [(ids[a], ids[b], *(variants.table[line] for line in lines)) for a, b, *lines in variants.pairs]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_what_is_kept_is_read_as_it_was(exercise: Exercise) -> None:
    """Variants come back from their text with every program of two edits, whatever of it was written out."""
    variants = variants_for(exercise)
    again = variants_from(variants_text(variants))
    assert programs_of(again) == programs_of(variants)
    assert variants_text(again) == variants_text(variants)
