"""Wrong code by others, wrong in new ways: all of it loses points, and its author is told something of use."""

from __future__ import annotations

import pytest

from autograder.model import Status
from tests.grading.wrong_code import WrongCode, wrong_code

WRONG = wrong_code()


@pytest.mark.parametrize("code", WRONG, ids=lambda code: code.id)
def test_wrong_code_is_caught_and_its_author_helped(code: WrongCode) -> None:
    """A check fails, and a mistake is named, a mismatch localised, a behaviour or an exception shown."""
    outcomes, _ = code.told
    assert any(outcome.status in (Status.FAILED, Status.ERROR) for outcome in outcomes), code.what_is_wrong
    assert code.said, code.what_is_wrong


def test_there_is_wrong_code_for_every_exercise() -> None:
    """The corpus covers the course, each batch of it."""
    batches = {code.path.parent.name for code in WRONG}
    for batch in batches:
        assert len({code.exercise for code in WRONG if code.path.parent.name == batch}) == 37
