"""The wire format between the grader and the student's process: a JSON header and raw bytes, strictly validated.

A frame is

    magic "GDw1" | kind, 1 byte | sequence number, u32 | header length, u32 | body length, u32     (little-endian)
    header: JSON, ASCII, at most 64 KiB (a request, which the child trusts, may have a longer one)
    body: raw little-endian bytes of all arrays and long texts, in the order in which the header mentions them

Values are tagged lists in the header: ["n"] None, ["b", true], ["i", 3], ["f", "0x1.8p+1"], ["s", "text"],
["S", 4711] a text from the body, ["a", "<f8", [2, 3]] an array, ["g", "<f8", []] a NumPy scalar, ["t", [...]] a tuple,
["l", [...]] a list, ["d", [["key", ...], ...]] a dict. Arrays take their bytes from the body; the lengths must add up
exactly. Nothing is ever unpickled, and every byte is treated as hostile: decoding gives plain values or raises
WireError.

This module is loaded by the child as well: it imports NumPy and the standard library only.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple

from numpy import asarray, dtype, float64, frombuffer, generic, ndarray, uint8

MAGIC = b"GDw1"
PREFIX = struct.Struct("<4sBIII")
MOST_HEADER = 64 * 1024
MOST_REQUEST_HEADER = 32 * 1024 * 1024
MOST_BODY = 64 * 1024 * 1024
MOST_DEPTH = 12
MOST_NODES = 10_000
MOST_REQUEST_NODES = 5_000_000
MOST_DIMENSIONS = 8
MOST_INTEGER = 2**63
LONGEST_INLINE = 200
_JSON = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)
_FLOAT64 = dtype("<f8")
DTYPES = {dtype(code).str: dtype(code) for code in ("<f8", "<f4", "<i8", "<i4", "|b1")}


class WireError(ValueError):
    """The bytes are not a frame, or the value cannot be sent."""


class Kind(IntEnum):
    """What a frame is: inputs, source and gradients go to the child, all others come back from it."""

    INPUTS = 1
    SOURCE = 2
    READY = 3
    CELLS = 4
    LINES = 5
    ANSWERS = 6
    AGAIN = 7
    DONE = 8
    STATEMENT = 9
    GRADIENTS = 10


KINDS = frozenset(Kind)
TO_CHILD = frozenset([Kind.INPUTS, Kind.SOURCE, Kind.GRADIENTS])
"""The child trusts the grader, so these may be larger."""


class Frame(NamedTuple):
    """One message: what it is, which call it belongs to, and its value."""

    kind: Kind
    sequence: int
    value: Any


# ---------------------------------------------------------------- encoding


def encode(kind: Kind, sequence: int, value: Any) -> bytes:
    """A frame as bytes; WireError names the type of a value that cannot cross."""
    body: list[bytes] = []
    budget = _Budget(kind)
    try:
        header = _JSON.encode(_pack(value, body, budget, MOST_DEPTH)).encode("ascii")
    except RecursionError:
        raise WireError("the value is nested too deeply") from None
    length = sum(map(len, body))
    if len(header) > _most_header(kind) or length > MOST_BODY:
        raise WireError("the value is too large")
    return b"".join([PREFIX.pack(MAGIC, kind, sequence, len(header), length), header, *body])


class _Budget:
    """Counts nodes, so that neither side ever walks an endless or enormous value."""

    def __init__(self, kind: Kind) -> None:
        self.left = MOST_REQUEST_NODES if kind in TO_CHILD else MOST_NODES

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise WireError("the value has too many parts")


def _pack(value: Any, body: list[bytes], budget: _Budget, depth: int) -> list[Any]:
    budget.spend()
    if depth <= 0:
        raise WireError("the value is nested too deeply")
    kind = type(value)
    if kind is ndarray:
        return ["a", *_pack_array(value, body)]
    if kind is tuple or kind is list:
        return ["t" if kind is tuple else "l", [_pack(item, body, budget, depth - 1) for item in value]]
    if kind is str:
        return _pack_text(value, body)
    if kind is dict:
        if any(type(key) is not str for key in value):
            raise WireError("a dict whose keys are not text cannot be returned")
        return [
            "d",
            [[_clean(key)[:LONGEST_INLINE], _pack(item, body, budget, depth - 1)] for key, item in value.items()],
        ]
    if kind is float64:
        body.append(value.tobytes())
        return ["g", "<f8", []]
    if value is None:
        return ["n"]
    if kind is bool:
        return ["b", value]
    if kind is int:
        if not -MOST_INTEGER <= value < MOST_INTEGER:
            raise WireError("an int beyond 64 bits cannot be returned")
        return ["i", value]
    if kind is float:
        return ["f", value.hex()]
    if issubclass(kind, generic):
        return ["g", *_pack_array(asarray(value), body)]
    raise WireError(f"a value of type {kind.__name__} cannot be returned")


def _pack_text(text: str, body: list[bytes]) -> list[Any]:
    text = _clean(text)
    if len(text) <= LONGEST_INLINE:
        return ["s", text]
    raw = text.encode("utf-8")
    body.append(raw)
    return ["S", len(raw)]


def _clean(text: str) -> str:
    """Text without lone surrogates, which no encoding can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _pack_array(array: ndarray, body: list[bytes]) -> list[Any]:
    if array.dtype is _FLOAT64 and array.ndim <= MOST_DIMENSIONS and array.nbytes <= MOST_BODY:
        body.append(array.tobytes())  # nearly all are so
        return ["<f8", list(array.shape)]
    code = array.dtype.str.replace(">", "<")
    if code not in DTYPES:
        raise WireError(f"an array of {array.dtype} cannot be returned")
    if array.ndim > MOST_DIMENSIONS or array.nbytes > MOST_BODY:
        raise WireError("the array is too large")
    body.append((array if array.dtype.str == code else array.astype(DTYPES[code])).tobytes())
    return [code, list(array.shape)]


# ---------------------------------------------------------------- decoding


def frame_lengths(prefix: bytes) -> tuple[int, int]:
    """Lengths of header and body from the first bytes of a frame; WireError if they are not a frame's."""
    if len(prefix) != PREFIX.size:
        raise WireError("the frame is cut")
    magic, kind, _, header, body = PREFIX.unpack(prefix)
    if magic != MAGIC or kind not in KINDS:
        raise WireError("this is not a frame")
    if header > _most_header(Kind(kind)) or body > MOST_BODY:
        raise WireError("the frame is too large")
    return header, body


def _most_header(kind: Kind) -> int:
    return MOST_REQUEST_HEADER if kind in TO_CHILD else MOST_HEADER


def decode(data: bytes) -> Frame:
    """One whole frame; WireError on anything that `encode` would not have written."""
    header_length, body_length = frame_lengths(data[: PREFIX.size])
    if len(data) != PREFIX.size + header_length + body_length:
        raise WireError("the frame's length is wrong")
    _, kind, sequence, _, _ = PREFIX.unpack(data[: PREFIX.size])
    header = _parse(data[PREFIX.size : PREFIX.size + header_length])
    body = _Body(memoryview(data)[PREFIX.size + header_length :])
    value = _unpack(header, body, _Budget(Kind(kind)), MOST_DEPTH)
    body.end()
    return Frame(Kind(kind), sequence, value)


def _parse(header: bytes) -> Any:
    try:
        return json.loads(header.decode("ascii"), parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise WireError("the header is not JSON") from error


def _no_constants(name: str) -> Any:
    raise WireError(f"{name} is not allowed in a header")


class _Body:
    """The raw bytes, handed out piece by piece from the front."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.position = 0

    def take(self, length: int) -> memoryview:
        if length > len(self.data) - self.position:
            raise WireError("the body is too short")
        self.position += length
        return self.data[self.position - length : self.position]

    def end(self) -> None:
        if self.position != len(self.data):
            raise WireError("the body is too long")


def _unpack(node: Any, body: _Body, budget: _Budget, depth: int) -> Any:
    budget.spend()
    if depth <= 0:
        raise WireError("the value is nested too deeply")
    if type(node) is not list or not node or type(node[0]) is not str or node[0] not in _READERS:
        raise WireError("the header holds something unknown")
    read, types = _READERS[node[0]]
    if tuple(map(type, node[1:])) != types:
        raise WireError("a value is malformed")
    return read(node, body, budget, depth - 1)


def _read_integer(node: Any, body: _Body, budget: _Budget, depth: int) -> int:
    value: int = node[1]
    if not -MOST_INTEGER <= value < MOST_INTEGER:
        raise WireError("an int is too large")
    return value


def _read_text(node: Any, body: _Body, budget: _Budget, depth: int) -> str:
    if len(node[1]) > LONGEST_INLINE:
        raise WireError("a text is too long")
    return _clean(node[1])


def _read_long_text(node: Any, body: _Body, budget: _Budget, depth: int) -> str:
    try:
        return str(body.take(_length(node[1])), "utf-8")
    except UnicodeDecodeError as error:
        raise WireError("a text is not UTF-8") from error


def _read_float(node: Any, body: _Body, budget: _Budget, depth: int) -> float:
    if len(node[1]) > 32:
        raise WireError("a float is malformed")
    try:
        return float.fromhex(node[1])
    except (ValueError, OverflowError) as error:
        raise WireError("a float is malformed") from error


def _read_array(node: Any, body: _Body, budget: _Budget, depth: int) -> ndarray:
    _, code, shape = node
    if code not in DTYPES:
        raise WireError("an array's dtype is unknown")
    if len(shape) > MOST_DIMENSIONS:
        raise WireError("an array has too many dimensions")
    kind = DTYPES[code]
    lengths = list(map(_length, shape))
    if math.prod(filter(None, lengths)) * kind.itemsize > MOST_BODY:
        raise WireError("an array is too large")  # also one without elements, whose other lengths NumPy multiplies
    raw = body.take(math.prod(lengths) * kind.itemsize)
    if kind.kind == "b" and raw.nbytes and frombuffer(raw, uint8).max() > 1:
        raise WireError("a truth value is malformed")
    return frombuffer(raw, kind).reshape(lengths)


def _read_scalar(node: Any, body: _Body, budget: _Budget, depth: int) -> Any:
    if node[2]:
        raise WireError("a scalar has a shape")
    return _read_array(node, body, budget, depth)[()]


def _read_items(node: Any, body: _Body, budget: _Budget, depth: int) -> list[Any]:
    return [_unpack(item, body, budget, depth) for item in node[1]]


def _read_dict(node: Any, body: _Body, budget: _Budget, depth: int) -> dict[str, Any]:
    value = {}
    for item in node[1]:
        if type(item) is not list or len(item) != 2 or type(item[0]) is not str or len(item[0]) > LONGEST_INLINE:
            raise WireError("a dict's entry is malformed")
        value[_clean(item[0])] = _unpack(item[1], body, budget, depth)
    return value


_Reader = Callable[[Any, "_Body", "_Budget", int], Any]
_READERS: dict[str, tuple[_Reader, tuple[type, ...]]] = {
    "n": (lambda *_: None, ()),
    "b": (lambda node, *_: node[1], (bool,)),
    "i": (_read_integer, (int,)),
    "f": (_read_float, (str,)),
    "s": (_read_text, (str,)),
    "S": (_read_long_text, (int,)),
    "a": (_read_array, (str, list)),
    "g": (_read_scalar, (str, list)),
    "t": (lambda *parts: tuple(_read_items(*parts)), (list,)),
    "l": (_read_items, (list,)),
    "d": (_read_dict, (list,)),
}
"""Tag -> how the value is read, and the types of what follows the tag."""


def _length(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= MOST_BODY:
        raise WireError("a length is malformed")
    return number
