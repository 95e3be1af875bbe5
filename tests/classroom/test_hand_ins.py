"""Whole hand-ins, spoiled in many ways, go through the whole of `grade run`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.hand_ins import wrong_with


@pytest.mark.parametrize("seed", [1, 2])
def test_no_hand_in_is_the_end_of_a_class(tmp_path: Path, seed: int) -> None:
    """Whatever forty students hand in, everybody has a line and a grade, and the innocent one has the points."""
    assert list(wrong_with(seed, tmp_path, 40)) == []
