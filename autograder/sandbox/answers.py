"""What a child says of its calls, as Answers: every part of it is checked, because hostile code may have written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeGuard, TypeVar

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.model import (
    Answer,
    AnswerKind,
    Array,
    Call,
    FloatArray,
    GradientFunction,
    Leaf,
    LeafKind,
    Returned,
    Tree,
    Value,
)
from autograder.sandbox.child.calls import MOST_POINTS
from autograder.sandbox.child.failures import LONGEST_MESSAGE, LONGEST_NAME
from autograder.sandbox.child.output import LONGEST_SHOWN
from autograder.sandbox.child.sheets import LONGEST_WORD
from autograder.sandbox.child.wire import WireError

Said = TypeVar("Said")
MOST_COLUMNS = 10_000
"""Of a line that is worth showing a part of."""
_KINDS: Mapping[str, LeafKind] = {kind.value: kind for kind in LeafKind}
_OF_OBJECTS: Mapping[LeafKind, type] = {LeafKind.STR: str, LeafKind.NONE: type(None)}
"""Type of a leaf whose values are not stacked -> the type of each."""
_BECAUSE = frozenset([AnswerKind.ERROR, AnswerKind.TIMEOUT, AnswerKind.CRASHED])
"""How the statement may have ended that would have defined a function."""
_OF_NUMBERS: Mapping[LeafKind, tuple[str | None, bool]] = {
    LeafKind.ARRAY: (None, False),
    LeafKind.SCALAR: (None, True),
    LeafKind.FLOAT: ("<f8", True),
    LeafKind.INT: ("<i8", True),
    LeafKind.BOOL: ("|b1", True),
}
"""Type of a leaf -> the dtype of its stacked values, if it can have only one, and whether they are single numbers."""


def answers_of(value: Any, calls: Sequence[Call]) -> list[Answer]:
    """The answers to the first of some calls; WireError where it is nothing that an honest child could send."""
    counts = value.get("counts") if type(value) is dict else None
    if type(counts) is not np.ndarray or counts.ndim != 2 or not 0 < len(counts) <= len(calls):
        raise WireError("answers that are none")
    calls = calls[: len(counts)]
    counts = _numbers(value, "counts", "<i8", (len(calls), 3))
    overwritten = _numbers(value, "overwritten", "|b1", (len(calls),)).tolist()
    rows, ends = _Rows.of(value, sum(map(_most_rows, calls))), _by_call(value, "ends", dict, len(calls))
    prints = _by_call(value, "prints", str, len(calls))
    if counts.min(initial=0) < 0 or counts.max(initial=0) > len(rows) or counts.sum() != len(rows):
        raise WireError("returned values of another number")
    return [
        _answer(call, rows, of_call, changed, ends.get(position), prints.get(position, ""))
        for position, (call, of_call, changed) in enumerate(zip(calls, counts.tolist(), overwritten, strict=True))
    ]


def _most_rows(call: Call) -> int:
    """How many values a call can have to send: of its steps, its arguments, and the points of its gradient."""
    takes_gradient = any(isinstance(a, GradientFunction) for a in (*call.arguments, *call.keywords.values()))
    return call.steps + len(call.arguments) + (MOST_POINTS if takes_gradient else 0)


def _answer(
    call: Call,
    rows: _Rows,
    counts: tuple[int, int, int],
    overwritten: bool,
    end: Mapping[str, Any] | None,
    printed: str,
) -> Answer:
    steps, arguments, points = counts
    if (end is None) is not (steps == call.steps) or steps > call.steps:
        raise WireError("answers to too few or too many steps")
    if arguments != (len(call.arguments) if call.echo and steps else 0):
        raise WireError("arguments that were not asked for")
    kind, defined = _how_it_ended(end)
    returned, after, at = rows.take(steps), rows.take(arguments), rows.take(points)
    return Answer(
        kind,
        returned,
        text_of(end, "message") if end else "",
        line_of(end) if end else None,
        _columns(end) if end else None,
        text_of(end, "within", LONGEST_NAME) if end else "",
        text_of(end, "meant", LONGEST_NAME) if end else "",
        printed[:LONGEST_SHOWN],
        after=tuple(_values(after)) if call.echo and steps else None,
        overwritten=overwritten,
        points=tuple(_points(at)),
        defined=defined,
    )


def _how_it_ended(end: Mapping[str, Any] | None) -> tuple[AnswerKind, bool]:
    """The kind of an answer, and whether there was such a function."""
    match text_of(end, "kind") if end is not None else "value":
        case "undefined" if end is not None:
            because = text_of(end, "because")
            return (AnswerKind(because) if because in _BECAUSE else AnswerKind.MISSING), False
        case "missing" | "skipped" | "error" as kind:
            return AnswerKind(kind), True
        case "value" if end is None:
            return AnswerKind.VALUE, True
    raise WireError("an answer of no kind")


def _columns(end: Mapping[str, Any]) -> tuple[int, int] | None:
    """The part of a line that an error was raised in, if it can be one."""
    match end.get("columns"):
        case (int() as first, int() as last) if 0 <= first < MOST_COLUMNS and -1 <= last < MOST_COLUMNS:
            return first, last
    return None


def _by_call(value: Mapping[str, Any], name: str, kind: type[Said], calls: int) -> dict[int, Said]:
    """What is said of some calls, by their positions: how they ended without a value, or what they printed."""
    entries = value.get(name)
    if type(entries) is not list:
        raise WireError(f"{name} that are none")
    found: dict[int, Said] = {}
    for entry in entries:
        if type(entry) is not tuple or list(map(type, entry)) != [int, kind] or not 0 <= entry[0] < calls:
            raise WireError(f"{name} that are none")
        found[entry[0]] = entry[1]
    return found


# ---------------------------------------------------------------- rows


@dataclass(slots=True)
class _Rows:
    """The values of a batch, handed out from the front."""

    parts: list[Returned]
    """What the rows of each structure hold."""
    order: list[int]
    """The structure of each row, by its place among these."""
    taken: list[int]
    """How many rows of each structure have been handed out."""
    position: int = 0

    @classmethod
    def of(cls, value: Mapping[str, Any], most: int) -> _Rows:
        """The rows of a batch's value, at most so many, each part of which is checked."""
        parts, order = value.get("layouts"), value.get("rows")
        if type(parts) is not list or type(order) is not np.ndarray or order.ndim != 1 or order.size > most:
            raise WireError("returned values that are none")
        order = _numbers(value, "rows", "<i8", order.shape)
        if order.size and not 0 <= order.min() <= order.max() < len(parts):
            raise WireError("returned values of no structure")
        lengths = np.bincount(order, minlength=len(parts)).tolist()
        checked = [_returned(part, steps) for part, steps in zip(parts, lengths, strict=True)]
        return cls(checked, order.tolist(), [0] * len(checked))

    def __len__(self) -> int:
        return len(self.order)

    def take(self, count: int) -> tuple[Returned, ...]:
        """The next rows, those of one structure in a row together."""
        if not count:
            return ()
        numbers = self.order[self.position : self.position + count]
        self.position += count
        if numbers.count(numbers[0]) == count:
            return (self._part(numbers[0], count),)
        return tuple(self._part(number, len(list(same))) for number, same in groupby(numbers))

    def _part(self, number: int, count: int) -> Returned:
        part, start = self.parts[number], self.taken[number]
        self.taken[number] = start + count
        if count == part.steps:
            return part
        return Returned(count, _sliced(part.tree, slice(start, start + count)))


def _values(parts: Sequence[Returned]) -> Iterator[Value]:
    return (part.value(step) for part in parts for step in range(part.steps))


def _points(parts: Sequence[Returned]) -> Iterator[FloatArray]:
    """Where a gradient was called: arrays of float64, and nothing else."""
    for point in _values(parts):
        if not isinstance(point, np.ndarray) or point.dtype != np.float64:
            raise WireError("points that are none")
        yield np.asarray(point, dtype=np.float64)


def _sliced(tree: Tree, rows: slice) -> Tree:
    """Some of the steps of a tree."""
    match tree:
        case Leaf():
            return Leaf(tree.kind, tree.data[rows])
        case dict():
            return {name: _sliced(part, rows) for name, part in tree.items()}
        case list():
            return [_sliced(part, rows) for part in tree]
        case tuple():
            return tuple(_sliced(part, rows) for part in tree)


# ---------------------------------------------------------------- columns


def _returned(part: Any, steps: int) -> Returned:
    """All rows of one structure, from its form and its columns."""
    if type(part) is not tuple or len(part) != 2 or type(part[1]) is not tuple:
        raise WireError("returned values that are none")
    form, columns = part
    left = iter(columns)
    tree = _built(form, left, steps)
    if next(left, None) is not None:
        raise WireError("returned values of another form")
    return Returned(steps, tree)


def _built(form: Any, columns: Iterator[Any], steps: int) -> Tree:
    """The columns in the structure of a form, each seen to be of its type and to hold as many steps."""
    if type(form) is str:
        return _leaf(form, next(columns, None), steps)
    if type(form) is dict:
        return {name: _built(part, columns, steps) for name, part in form.items()}
    if type(form) is tuple:
        return tuple(_built(part, columns, steps) for part in form)
    if type(form) is list:
        return [_built(part, columns, steps) for part in form]
    raise WireError("returned values of another form")


def _leaf(form: str, column: Any, steps: int) -> Leaf:
    """A column as a leaf of the type that a word of the form says."""
    if form not in _KINDS or not _is_stack(_KINDS[form], column, steps):
        raise WireError("returned values of another form")
    return Leaf(_KINDS[form], column)


def _is_stack(kind: LeafKind, data: Any, steps: int) -> bool:
    if kind in _OF_OBJECTS:
        whole = type(data) is tuple and len(data) == steps and all(type(item) is _OF_OBJECTS[kind] for item in data)
        return whole and (kind is LeafKind.NONE or all(len(item) <= LONGEST_WORD for item in data))
    if type(data) is not np.ndarray or data.ndim == 0 or len(data) != steps:
        return False
    code, single = _OF_NUMBERS[kind]
    return (code is None or data.dtype.str == code) and (not single or data.ndim == 1)


def _numbers(value: Mapping[str, Any], name: str, code: str, shape: tuple[int, ...]) -> Array:
    """An array of a batch's value; WireError where it is another."""
    array = value.get(name)
    if type(array) is not np.ndarray or array.dtype.str != code or array.shape != shape:
        raise WireError(f"{name} that are none")
    return array


# ---------------------------------------------------------------- parts of other frames too


def text_of(value: Mapping[str, Any], name: str, most: int = LONGEST_MESSAGE) -> str:
    """A text that the child may leave out, cut to a length; WireError where it is something else."""
    text = value.get(name, "")
    if type(text) is not str:
        raise WireError("a text that is none")
    return text[:most]


def line_of(value: Mapping[str, Any]) -> int | None:
    """A line number, if there is a sensible one."""
    line = value.get("line")
    return line if is_line(line) else None


def is_line(value: Any) -> TypeGuard[int]:
    """Whether something is the number of a line that a file can have."""
    return type(value) is int and 0 < value < 10**7
