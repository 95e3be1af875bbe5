"""Whole folders through `grade run` as it is typed, from the folders where it could do harm."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.sandbox.levels import find_best
from tests.sandbox.corpus import CORPUS, Attack
from tests.sandbox.through_run import graded, problems

FROM_A_FOLDER = [attack for attack in CORPUS if attack.working_folder]
NAMED = [attack for attack in CORPUS if attack.name in ("crashed_counts_without_dimensions", "passed_floods_of_notes")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked for in /proc")
@pytest.mark.parametrize("attack", [*FROM_A_FOLDER, *NAMED], ids=lambda attack: attack.name)
def test_a_class_is_graded_whatever_is_handed_in(attack: Attack, tmp_path: Path) -> None:
    """Exit code 0, the innocent have full marks, reports are short, and nothing runs outside of the sandbox."""
    level = find_best().best
    assert list(problems(attack, graded(attack, tmp_path / "run", level), level)) == []


def test_there_are_attacks_from_every_working_folder() -> None:
    """Classes are graded from their own folder and from a student's."""
    assert {attack.working_folder for attack in FROM_A_FOLDER} >= {"class", "eve"}
