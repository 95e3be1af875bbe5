"""Short titles of theorems: each has one, of a few words."""

from __future__ import annotations

import pytest

from autograder.catalogue.theorems import THEOREMS
from autograder.catalogue.theorems.short_titles import SHORT_TITLES


def test_every_theorem_has_a_short_title_and_nothing_else_has() -> None:
    """The registry of short titles and that of theorems name the same ids."""
    assert SHORT_TITLES.keys() == THEOREMS.keys()


@pytest.mark.parametrize("id_", SHORT_TITLES)
def test_short_titles_are_three_to_five_words(id_: str) -> None:
    """A short title is read at a glance."""
    assert 3 <= len(SHORT_TITLES[id_].split()) <= 5
