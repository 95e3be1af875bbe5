"""What the calls of a batch return, noted value by value and sent column by column.

Values of one structure (containers, types, dtypes, shapes) stand together, whichever call they come from, and each of
their leaves becomes one array: a batch of many small answers crosses as a few columns.

Loaded by the child as well: NumPy and the standard library only. What is needed later is bound at the start, so that
student code that replaces it changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

MOST_LEAVES = 10_000
LONGEST_WORD = 1000
DEEPEST = 6

_ndarray, _generic, _float64 = np.ndarray, np.generic, np.dtype("<f8")
_array, _float = np.array, np.float64
_ONE_FLOAT = ("scalar", _float64, ())
_DTYPES: Mapping[str, Any] = {"float": np.float64, "int": np.int64, "bool": np.bool_}

Structure: TypeAlias = Any
"""The structure of a value with, in the place of each leaf, "float", "int", "bool", "str" or "none", or for NumPy's
("array" or "scalar", dtype, shape). Containers are (type, their parts), and a dict's are (dict, keys, parts)."""
Noted = tuple[Structure, list[Any]]
"""A structure, and the leaves as they were: arrays as their bytes, what nobody can change as it is."""
Alike = Callable[[Any, list[Any]], bool]
"""(value, leaves) -> whether the value is of one certain structure; its leaves are then added to the others."""
MOST_KNOWN = 200
MOST_ALIKE = 20
"""As many structures are remembered, each of as many leaves."""


class Known(NamedTuple):
    """What is remembered of a structure."""

    is_alike: Alike
    form: Any
    kinds: Sequence[Structure]
    """Of its leaves, in order."""


class Sheet:
    """A batch's answers as they come in. Each value is a row; a call's rows follow one another.

    Of each call there is first what its steps returned, then its arguments after the first step (where they are asked
    for), then the points at which it called its gradient.
    """

    def __init__(self, wire: Any, known: dict[Structure, Known]) -> None:
        """`known` are structures that came before, in whichever batch."""
        self._known = known
        self._error: type[Exception] = wire.WireError
        self._dtypes: Mapping[str, Any] = wire.DTYPES
        self._most_bytes: int = wire.MOST_BODY
        self._most_integer: int = wire.MOST_INTEGER
        self._most_dimensions: int = wire.MOST_DIMENSIONS
        self._numbers: dict[Structure, int] = {}
        self._columns: list[list[list[Any]]] = []
        self._last: Structure = ""
        self._number = 0
        self._is_alike: Alike = _is_never
        """Whether a value is of the last structure."""
        self._rows: list[int] = []
        self._counts: list[tuple[int, int, int]] = []
        self._overwritten: list[bool] = []
        self._ends: list[tuple[int, dict[str, Any]]] = []
        self._prints: list[tuple[int, str]] = []

    def take(self, value: Any) -> Noted:
        """Add a value as a row; the value, taken apart. Mostly it is of the structure of the row before."""
        leaves: list[Any] = []
        if self._is_alike(value, leaves):
            self._columns[self._number].append(leaves)
            self._rows.append(self._number)
            return self._last, leaves
        noted = self.apart(value)
        self.write(noted)
        return noted

    def point(self, at: Any) -> Noted:
        """A point at which a gradient was called, an array of float64, taken apart."""
        leaves: list[Any] = []
        return self._numpy("array", at, leaves), leaves

    def write(self, noted: Noted) -> None:
        """Add a row: a value that was taken apart."""
        structure, leaves = noted
        if structure != self._last:
            self._last = structure
            self._number = self._numbers.setdefault(structure, len(self._columns))
            if self._number == len(self._columns):
                self._columns.append([])
            self._is_alike = self._of(structure).is_alike if len(leaves) <= MOST_ALIKE else _is_never
        self._columns[self._number].append(leaves)
        self._rows.append(self._number)

    def note_printed(self, text: str) -> None:
        """What the call that is about to end has printed."""
        self._prints.append((len(self._counts), text))

    def end_call(self, counts: tuple[int, int, int], *, overwritten: bool, end: dict[str, Any] | None) -> None:
        """A call is over: how many rows it has of each sort, and how it ended where its last step gave no value."""
        if end is not None:
            self._ends.append((len(self._counts), end))
        self._counts.append(counts)
        self._overwritten.append(overwritten)

    def value(self) -> dict[str, Any]:
        """All of it, as a value for the wire."""
        structures = map(self._of, self._numbers)
        return {
            "layouts": [
                (structure.form, tuple(map(_column, structure.kinds, zip(*rows, strict=True))))
                for structure, rows in zip(structures, self._columns, strict=True)
            ],
            "rows": _array(self._rows, dtype=np.int64),
            "counts": _array(self._counts, dtype=np.int64).reshape(-1, 3),
            "overwritten": _array(self._overwritten, dtype=np.bool_),
            "ends": self._ends,
            "prints": self._prints,
        }

    def _of(self, structure: Structure) -> Known:
        """What there is to know of a structure, mostly from the last time."""
        known = self._known.get(structure)
        if known is None:
            kinds = _leaf_kinds(structure)
            known = Known(_alike(structure, self._most_integer), _form(structure), kinds)
            if len(kinds) <= MOST_ALIKE and len(self._known) < MOST_KNOWN:
                self._known[structure] = known
        return known

    # ------------------------------------------------------------ taking a value apart

    def apart(self, value: Any) -> Noted:
        """A value's structure, and its leaves as they are now; the wire's error where it is not plain data."""
        leaves: list[Any] = []
        return self._structure(value, leaves, DEEPEST), leaves

    def differs(self, value: Any, noted: Noted) -> bool:
        """Whether a value is not what it was when it was taken apart."""
        structure, before = noted
        leaves: list[Any] = []
        if len(before) <= MOST_ALIKE and self._of(structure).is_alike(value, leaves):
            return leaves != before
        return bool(self.apart(value) != noted)

    def _structure(self, value: Any, leaves: list[Any], depth: int) -> Structure:
        kind = type(value)
        if kind is _ndarray:
            return self._numpy("array", value, leaves)
        if kind is _float:
            leaves.append(value)
            return _ONE_FLOAT
        if depth == 0:
            raise self._error("The returned value is nested too deeply")
        if kind is tuple or kind is list:
            return (kind, *[self._structure(item, leaves, depth - 1) for item in value])
        if kind is dict:
            for key in value:
                if type(key) is not str:
                    raise self._error("A dict whose keys are not text was returned: is a name without its quotes?")
            return (dict, tuple(value), *[self._structure(item, leaves, depth - 1) for item in value.values()])
        if len(leaves) > MOST_LEAVES:
            raise self._error("The returned value has too many parts")
        if issubclass(kind, _generic):
            return self._numpy("scalar", value, leaves)
        leaves.append(value)
        return self._plain(value, kind)

    def _numpy(self, kind: str, value: Any, leaves: list[Any]) -> Structure:
        dtype = value.dtype
        if dtype is _float64 and 0 < value.nbytes <= self._most_bytes and value.ndim < self._most_dimensions:
            leaves.append(value.tobytes())  # nearly all are so
            return (kind, dtype, value.shape)
        if dtype is not _float64 and not (dtype.str in self._dtypes or dtype.newbyteorder("<").str in self._dtypes):
            what = "An array" if kind == "array" else "A value"
            raise self._error(f"{what} of NumPy's type {dtype} was returned: see the docstring")
        too_long = not value.nbytes and any(length > self._most_bytes for length in value.shape)
        if value.nbytes > self._most_bytes or too_long:
            raise self._error("The returned array is too large")
        if value.ndim >= self._most_dimensions:  # one more is for the steps
            raise self._error(f"The returned array has too many dimensions: {value.ndim}")
        leaves.append(value.tobytes())
        return (kind, dtype, value.shape)

    def _plain(self, value: Any, kind: type) -> str:
        if kind is float:
            return "float"
        if kind is bool:
            return "bool"
        if kind is int:
            if not -self._most_integer <= value < self._most_integer:
                raise self._error("An int beyond 64 bits was returned")
            return "int"
        if kind is str:
            if len(value) > LONGEST_WORD:
                raise self._error(f"A text of {len(value)} characters was returned: see the docstring")
            return "str"
        if value is None:
            return "none"
        raise self._error(f"A value of type {kind.__name__} was returned: see the docstring")


def _form(structure: Structure) -> Any:
    """A structure with only the types of its leaves."""
    if type(structure) is str:
        return structure
    kind, *parts = structure
    if kind is dict:
        return dict(zip(parts[0], map(_form, parts[1:]), strict=True))
    return kind(map(_form, parts)) if kind is tuple or kind is list else kind


def _leaf_kinds(structure: Structure) -> list[Structure]:
    """The leaves of a structure, in order."""
    if type(structure) is str or type(structure[0]) is str:
        return [structure]
    parts = structure[2:] if structure[0] is dict else structure[1:]
    return [leaf for part in parts for leaf in _leaf_kinds(part)]


def _column(kind: Structure, leaves: tuple[Any, ...]) -> Any:
    """One leaf of some rows: an array with a first axis for the rows, or a tuple of texts or of Nones."""
    if type(kind) is str:
        return leaves if kind in ("str", "none") else _array(leaves, dtype=_DTYPES[kind])
    _, dtype, shape = kind
    if kind == _ONE_FLOAT:
        return _array(leaves, dtype=dtype)
    return _ndarray((len(leaves), *shape), dtype, b"".join(leaves))


# ---------------------------------------------------------------- structures that come again


def _alike(structure: Structure, most_integer: int) -> Alike:
    """Whether a value is of a structure that was seen to be sound: much quicker than taking it apart anew."""
    if structure == _ONE_FLOAT:
        return _is_of_type(_float)
    if structure == "int":
        return _is_integer(most_integer)
    if type(structure) is str:
        return _is_of_type(_UNCHANGEABLE[structure]) if structure in _UNCHANGEABLE else _is_never
    kind, *parts = structure
    if type(kind) is str:
        return _is_array(*parts) if kind == "array" and parts[0] is _float64 else _is_never
    if kind is dict:
        return _is_dict(parts[0], [_alike(part, most_integer) for part in parts[1:]])
    return _is_sequence(kind, [_alike(part, most_integer) for part in parts])


_UNCHANGEABLE: Mapping[str, type] = {"float": float, "bool": bool, "none": type(None)}
"""Leaves of which every value can cross."""


def _is_never(value: Any, leaves: list[Any]) -> bool:
    """Of no structure."""
    return False


def _is_integer(most: int) -> Alike:
    def is_alike(value: Any, leaves: list[Any]) -> bool:
        if type(value) is not int or not -most <= value < most:
            return False
        leaves.append(value)
        return True

    return is_alike


def _is_of_type(kind: type) -> Alike:
    def is_alike(value: Any, leaves: list[Any]) -> bool:
        if type(value) is not kind:
            return False
        leaves.append(value)
        return True

    return is_alike


def _is_array(dtype: Any, shape: tuple[int, ...]) -> Alike:
    def is_alike(value: Any, leaves: list[Any]) -> bool:
        if type(value) is not _ndarray or value.dtype is not dtype or value.shape != shape:
            return False
        leaves.append(value.tobytes())
        return True

    return is_alike


def _is_sequence(kind: Any, parts: list[Alike]) -> Alike:
    count = len(parts)

    def is_alike(value: Any, leaves: list[Any]) -> bool:
        if type(value) is not kind or len(value) != count:
            return False
        for part, is_part in zip(value, parts):  # noqa: B905, SIM110 - as many, and without a generator
            if not is_part(part, leaves):
                return False
        return True

    return is_alike


def _is_dict(keys: tuple[str, ...], parts: list[Alike]) -> Alike:
    def is_alike(value: Any, leaves: list[Any]) -> bool:
        if type(value) is not dict or len(value) != len(keys):
            return False
        for (key, part), name, is_part in zip(value.items(), keys, parts):  # noqa: B905 - as many
            if key is not name or not is_part(part, leaves):  # equal keys may be of a type that is no text
                return False
        return True

    return is_alike
