"""What calls return crosses in columns and comes out as it was; what an honest child would not send is refused."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.model import Answer, AnswerKind, Call
from autograder.sandbox.answers import answers_of
from autograder.sandbox.child import calls, failures, sheets, wire
from autograder.sandbox.inputs import ready
from tests.sandbox.test_wire import same, values

CALLER = calls.Caller(wire, sheets, failures)


def told(returned: Sequence[Sequence[Any]]) -> tuple[dict[str, Any], list[Call]]:
    """What a child says of calls whose steps return these values, and the calls."""
    made = [Call("unit", f"f{number}", steps=len(steps), echo=number == 0) for number, steps in enumerate(returned)]
    left = {call.function: iter(steps) for call, steps in zip(made, returned, strict=True)}
    asked = [ready(number, call, {}) for number, call in enumerate(made)]
    return CALLER.answers(asked, lambda call: (lambda: next(left[call.function]), "unit.py")), made


@settings(max_examples=60)
@given(st.lists(st.lists(values, min_size=1, max_size=4), min_size=1, max_size=4))
def test_values_come_out_as_they_were(returned: list[list[Any]]) -> None:
    """Whatever forms the values of a batch have, however they change from step to step, each comes out in every bit."""
    value, made = told(returned)
    answers = answers_of(wire.decode(wire.encode(wire.Kind.ANSWERS, 0, value)).value, made)
    for answer, steps in zip(answers, returned, strict=True):
        assert answer.kind is AnswerKind.VALUE
        assert all(map(same, answer.values, steps))
        assert answer.steps == len(steps)


@settings(max_examples=60)
@given(values, st.integers(2, 4))
def test_a_structure_that_comes_again_is_known(value: Any, steps: int) -> None:
    """Values of one structure come out in every bit however often it came before, in this batch or another."""
    for _ in range(2):
        sent, made = told([[copy.deepcopy(value) for _ in range(steps)]])
        (answer,) = answers_of(wire.decode(wire.encode(wire.Kind.ANSWERS, 0, sent)).value, made)
        assert answer.steps == steps
        assert all(same(one, value) for one in answer.values)


@pytest.mark.parametrize("other", [{"v": 1}, (1.0, 2.0, 3.0), (np.zeros(3), 2.0), (np.zeros(2, "<f4"), 2.0)])
def test_another_structure_is_not_taken_for_one_that_is_known(other: Any) -> None:
    """What is almost of a structure that came before comes out as it is."""
    steps = [(np.zeros(2), 2.0), (np.ones(2), 3.0), other, (np.ones(2), 3.0)]
    sent, made = told([steps])
    (answer,) = answers_of(wire.decode(wire.encode(wire.Kind.ANSWERS, 0, sent)).value, made)
    assert all(map(same, answer.values, steps))


SOUND, CALLS = told([[np.array([1.0, 2.0]), np.array([3.0, 4.0])], [(1.0, {"v": np.float64(2.0)})], [{1, 2}]])
PATHS = [
    ("layouts",),
    ("layouts", 0),
    ("layouts", 1, 0),
    ("layouts", 1, 1),
    ("layouts", 1, 1, 1),
    ("rows",),
    ("counts",),
    ("overwritten",),
    ("ends",),
    ("ends", 0),
    ("ends", 0, 0),
    ("ends", 0, 1, "kind"),
]


def test_the_sound_value_is_accepted() -> None:
    """The value that is damaged below is sound itself: two calls with values, and one that ended with an error."""
    kinds = [answer.kind for answer in answers_of(SOUND, CALLS)]
    assert kinds == [AnswerKind.VALUE, AnswerKind.VALUE, AnswerKind.ERROR]


def damaged(path: Sequence[Any], part: Any) -> Any:
    """The sound value with another part at a place."""

    def exchanged(value: Any, path: Sequence[Any]) -> Any:
        if not path:
            return part
        changed = copy.copy(value) if isinstance(value, dict) else list(value)
        changed[path[0]] = exchanged(value[path[0]], path[1:])
        return tuple(changed) if isinstance(value, tuple) else changed

    return exchanged(SOUND, path)


def outcome(value: Any) -> list[Answer] | None:
    """The answers, or None where the value is refused."""
    try:
        return answers_of(value, CALLS)
    except wire.WireError:
        return None


SHAPES = [(), (0,), (1,), (3,), (3, 0), (3, 3), (1, 3, 1), (0, 3), (2, 2, 2, 2)]
odd_arrays = st.builds(
    lambda shape, code, fill: np.full(shape, fill).astype(code),
    st.sampled_from(SHAPES),
    st.sampled_from(["<f8", "<f4", "<i8", "<i4", "|b1"]),
    st.sampled_from([0, 1, 2, 3]),
)
"""Arrays of every dtype that can cross and of shapes that an honest child does not send, without dimensions too."""


@settings(max_examples=300)
@given(st.sampled_from(PATHS), values | odd_arrays)
def test_any_part_may_be_anything(path: Sequence[Any], part: Any) -> None:
    """A value with any plain data in the place of one part gives whole answers or is refused, and nothing else."""
    answers = outcome(damaged(path, part))
    if answers is not None:
        assert [len(answer.values) for answer in answers] == [2, 1, 0]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("rows",), np.array(0)),
        (("counts",), np.array(0)),
        (("overwritten",), np.array(False)),
        (("counts",), np.zeros((3, 3, 1), dtype=np.int64)),
        (("layouts", 1, 1, 1), np.array(2.0)),
        (("rows",), np.array([0, 0, 7])),
        (("rows",), np.array([0, 1, 1])),
        (("rows",), np.zeros(10**6, dtype=np.int64)),
        (("rows",), np.array([0, -1, 1])),
        (("counts",), np.array([[3, 0, 0], [0, 0, 0], [0, 0, 0]])),
        (("counts",), np.array([[2, 0, 0], [1, 1, 0], [0, 0, -1]])),
        (("counts",), np.array([[2, 0, 0], [1, 2**62, 0], [0, 0, 0]])),
        (("counts",), np.array([[2, 0, 0], [1, 0, 0]])),
        (("overwritten",), np.array([0, 0, 0])),
        (("ends",), []),
        (("ends", 0, 0), 1),
        (("ends", 0, 0), 3),
        (("ends", 0, 1, "kind"), "value"),
        (("ends", 0, 1, "message"), 3),
        (("layouts", 1, 0), ("str", {"v": "scalar"})),
        (("layouts", 1, 0), "array"),
        (("layouts", 1, 1), ()),
        (("layouts", 1, 1, 1), np.array([1.0, 2.0])),
        (("layouts", 1, 1, 0), np.array([1])),
    ],
)
def test_what_does_not_fit_is_refused(path: Sequence[Any], part: Any) -> None:
    """Rows, counts, ends and columns that contradict one another are an error of the protocol."""
    assert outcome(damaged(path, part)) is None
