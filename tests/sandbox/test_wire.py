"""The wire format: every plain value crosses unchanged, and no bytes at all do anything but decode or be refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.child import wire
from autograder.sandbox.child.wire import Frame, Kind, WireError, decode, encode

dtypes = st.sampled_from([np.dtype(code) for code in ("<f8", "<f4", "<i8", "<i4", "?")])
numpy_arrays = dtypes.flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, max_dims=4, max_side=3))
)
scalars = dtypes.flatmap(lambda dtype: arrays.from_dtype(dtype).map(lambda value: np.asarray(value, dtype)[()]))
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
    | numpy_arrays
    | scalars
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), inner, max_size=4)
    ),
    max_leaves=12,
)


def same(a: Any, b: Any) -> bool:
    """Whether two plain values are the same in type, form and every bit."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic)):
        return bool(a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes())
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return repr(a) == repr(b)


@given(st.sampled_from(Kind), st.integers(0, 2**32 - 1), values)
def test_values_cross_unchanged(kind: Kind, sequence: int, value: Any) -> None:
    """What is encoded is decoded again: kind, sequence number, and the value in every bit."""
    frame = decode(encode(kind, sequence, value))
    assert (frame.kind, frame.sequence) == (kind, sequence)
    assert same(frame.value, value)


@given(st.binary(max_size=400))
def test_garbage_is_refused(data: bytes) -> None:
    """Bytes that are not a frame raise WireError and nothing else."""
    with pytest.raises(WireError):
        decode(data)


@settings(max_examples=400)
@given(values, st.data())
def test_mutations_decode_or_are_refused(value: Any, data: st.DataObject) -> None:
    """A frame with any bytes replaced, removed or added is plain data or a WireError."""
    frame = bytearray(encode(Kind.ANSWERS, 1, value))
    for _ in range(data.draw(st.integers(1, 3))):
        position = data.draw(st.integers(0, len(frame)))
        frame[position : position + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        decoded = decode(bytes(frame))
    except WireError:
        return
    assert isinstance(decoded, Frame)


headers = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from("nbifsSagtld"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=15,
)


@settings(max_examples=400)
@given(headers, st.binary(max_size=40))
def test_any_json_header_decodes_or_is_refused(header: Any, body: bytes) -> None:
    """A well-formed frame around any JSON at all is plain data or a WireError."""
    import json

    text = json.dumps(header).encode("ascii")
    try:
        decode(wire.PREFIX.pack(wire.MAGIC, Kind.ANSWERS, 0, len(text), len(body)) + text + body)
    except WireError:
        pass
    else:
        assert isinstance(header, list)


class Odd(float):
    """A float that is not quite one."""


def endless() -> list[Any]:
    """A list that holds itself."""
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value",
    [
        {1, 2},
        Odd(1.0),
        1j,
        2**63,
        10**10_000,
        np.array([object()]),
        np.array(["text"]),
        np.array([1j]),
        np.float16(1),
        np.ma.masked_array([1.0]),
        np.array([1.0]).view(np.recarray),
        {1: 2},
        {"a": {3}},
        endless(),
        [[[[[[[[[[[[[1]]]]]]]]]]]]],
        [0] * 20_000,
        np.zeros((1,) * 9),
        iter([]),
        print,
        b"bytes",
        "x" * (wire.MOST_BODY + 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_cross_is_refused(value: Any) -> None:
    """Other types, subclasses, too deep, too many or too large values are refused with a sentence."""
    with pytest.raises(WireError) as caught:
        encode(Kind.ANSWERS, 0, value)
    assert str(caught.value)


def test_lone_surrogates_are_replaced() -> None:
    """Text that no encoding can carry crosses with replacements."""
    assert decode(encode(Kind.ANSWERS, 0, "a\ud800b")).value == "a?b"
    assert decode(encode(Kind.ANSWERS, 0, {"\udfff": 1})).value == {"?": 1}


@pytest.mark.parametrize(
    ("header", "body"), [(wire.MOST_HEADER + 1, 0), (0, wire.MOST_BODY + 1), (2**32 - 1, 2**32 - 1)]
)
def test_lengths_are_looked_at_first(header: int, body: int) -> None:
    """A prefix that announces too much is refused before anything is read."""
    with pytest.raises(WireError, match="too large"):
        wire.frame_lengths(wire.PREFIX.pack(wire.MAGIC, Kind.ANSWERS, 0, header, body))


@pytest.mark.parametrize("shape", [[0, 2**26, 2**26, 2**26], [2**26, 2**26, 0], [0, 2**63]])
def test_shapes_without_elements_are_bounded_too(shape: list[int]) -> None:
    """Lengths that NumPy would multiply to nonsense are refused, although the array takes no bytes."""
    header = json.dumps(["a", "<f8", shape]).encode()
    with pytest.raises(WireError):
        decode(wire.PREFIX.pack(wire.MAGIC, Kind.ANSWERS, 0, len(header), 0) + header)
