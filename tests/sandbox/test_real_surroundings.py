"""Right functions in the surroundings of real files and notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model.run import Sandbox
from autograder.sandbox import open_sandbox
from autograder.sandbox.levels import find_best
from tests.registry import COURSE
from tests.surroundings import EXERCISES, LIMITS, SURROUNDINGS, UNIT, Surrounding


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all of them, as for a class."""
    with open_sandbox(find_best().best) as opened:
        yield opened


@pytest.mark.parametrize("surrounding", SURROUNDINGS, ids=lambda surrounding: surrounding.name)
def test_right_functions_count_whatever_stands_around_them(surrounding: Surrounding, sandbox: Sandbox) -> None:
    """All get full points but those that no Python 3 can run, and a note says what was left out."""
    grader = Grader(replace(COURSE, limits=LIMITS), key_for(EXERCISES), Texts())
    report = grader.grade(surrounding.submission(), sandbox, units=[UNIT])
    lost = tuple(result.name for result in report.exercises if result.score != result.max_score)
    assert lost == surrounding.loses, (
        report.notes,
        [c.message for r in report.exercises for c in r.checks if c.message],
    )
    assert surrounding.said in "\n".join(report.notes)
