"""Carry out the calls of a student's functions, step by step, and note what every step returned.

Loaded by the child as well: NumPy, the standard library and the modules beside it. What is needed later is bound at
the start, so that student code that replaces it changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

MOST_POINTS = 1000

_array, _ndarray = np.array, np.ndarray
_floating, _integer, _float64 = np.floating, np.integer, np.float64
_UNCHANGEABLE = frozenset([float, int, bool, str, type(None)])

Gradients = Mapping[str, Callable[[Any], Any]]
Note = Callable[[Any], None]
"""Keeps a point at which a gradient is called."""
Giver = Callable[[int, Any, Note], Any]
"""(step, what the step before returned, what notes points) -> an argument, fresh at every step."""


class ReadyCall(NamedTuple):
    """A call with all that is the same for every function it is made on."""

    sequence: int
    module: str
    function: str
    steps: int
    echo: bool
    positional: Sequence[Giver]
    named: Sequence[tuple[str, Giver]]
    """The arguments by name that nobody can have but as copies, or that differ from step to step."""
    keywords: Mapping[str, Any]
    """All arguments by name, in their order: those that nobody can change as they are, None for the others."""


Find = Callable[[ReadyCall], tuple[Any, str]]
"""A call -> its function, and the file that it comes from."""


class Undefined:
    """In the place of a function that the student's file does not define: what is said of it."""

    def __init__(self, why: Mapping[str, Any]) -> None:
        self.why = why


class Caller:
    """Makes calls with the trusted parts it is given: sheets, the wire's limits, how an exception is said, and where
    what the functions print is kept."""

    def __init__(self, wire: Any, sheets: Any, failures: Any, output: Any = None) -> None:
        self._sheet: Callable[[], Any] = partial(sheets.Sheet, wire, {})
        self._wire_error: type[Exception] = wire.WireError
        self._failure: Callable[[BaseException, str], dict[str, Any]] = failures.failure
        self._error: Callable[[str], dict[str, Any]] = failures.error
        self._output = output

    def answers(self, calls: Sequence[ReadyCall], find: Find) -> dict[str, Any]:
        """Make some calls; what came of them, for the wire."""
        ((_, value),) = self.in_parts(calls, find, lambda: False, frozenset())
        return value

    def in_parts(
        self, calls: Sequence[ReadyCall], find: Find, is_due: Callable[[], bool], starts: frozenset[int]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Make some calls, and yield what came of them in parts, each with the number of its first call.

        A part ends where it is due, before a call that `starts` names by its number, and where the calls end.
        """
        sheet, first = self._sheet(), 0
        for position, call in enumerate(calls):
            function, file = find(call)
            self._make(call, function, file, sheet)
            if position == len(calls) - 1 or calls[position + 1].sequence in starts or is_due():
                yield calls[first].sequence, sheet.value()
                sheet, first = self._sheet(), position + 1

    def failed(self, message: str) -> dict[str, Any]:
        """The answer to one call that is an error."""
        sheet = self._sheet()
        sheet.end_call((0, 0, 0), overwritten=False, end=self._error(message))
        value: dict[str, Any] = sheet.value()
        return value

    def _make(self, call: ReadyCall, function: Any, file: str, sheet: Any) -> None:
        """Make one call for all its steps, as far as they give values."""
        if type(function) is Undefined or not callable(function):
            problem = f"{call.function} is not a function, but of type {type(function).__name__}"
            why = dict(function.why) if type(function) is Undefined else self._error(problem)
            sheet.end_call((0, 0, 0), overwritten=False, end=why)
            return
        points: list[Any] = []

        def note_point(at: Any) -> None:
            if len(points) < MOST_POINTS:
                points.append(sheet.point(at))

        _, _, _, asked, echo, positional, named, constant = call
        keywords = dict(constant)  # numbers: Python hands a function a dict of its own
        last = first = as_first = None
        end: dict[str, Any] | None = None
        after: list[Any] = []
        steps, mark = 0, len(self._output.new) if self._output is not None else 0
        for step in range(asked):
            try:
                arguments = [give(step, last, note_point) for give in positional]
                for name, give in named:
                    keywords[name] = give(step, last, note_point)
            except _NoResultError:
                end = {"kind": "skipped"}
                break
            try:
                last = function(*arguments, **keywords)
            except BaseException as error:
                end = self._failure(error, file)
                break
            try:
                noted = sheet.take(last)
            except self._wire_error as error:
                end = self._error(str(error))
                break
            if step == 0:
                first, as_first = last, noted
                after = [self._argument_apart(argument, sheet) for argument in arguments] if echo else []
            steps += 1
        overwritten = steps > 1 and self._differs(first, as_first, sheet)
        for row in (*after, *points):
            sheet.write(row)
        if self._output is not None and len(self._output.new) > mark:
            sheet.note_printed(self._output.since(mark))
        sheet.end_call((steps, len(after), len(points)), overwritten=overwritten, end=end)

    def _argument_apart(self, argument: Any, sheet: Any) -> Any:
        """An argument as it is after the call; a word where it has become something that cannot cross."""
        try:
            return sheet.apart(None if callable(argument) else argument)
        except self._wire_error as error:
            return sheet.apart(str(error))

    def _differs(self, value: Any, noted: Any, sheet: Any) -> bool:
        """Whether a value is not what it was when it was noted."""
        try:
            return bool(sheet.differs(value, noted))
        except self._wire_error:
            return True


# ---------------------------------------------------------------- calls from their descriptions


def by_name(described: Mapping[str, Any], gradients: Gradients) -> tuple[list[tuple[str, Giver]], dict[str, Any]]:
    """How those of some arguments by name are had that are no constants, and a dict of all."""
    others = {name: argument for name, argument in described.items() if not _is_constant(argument)}
    named = [(name, giver(argument, gradients)) for name, argument in others.items()]
    return named, {name: None if name in others else argument[1] for name, argument in described.items()}


def giver(argument: Any, gradients: Gradients) -> Giver:
    """How an argument is had at each step, from its description in the request.

    A gradient need not be there before it is first needed.
    """
    match argument:
        case ("value", value):
            return _always(value)
        case ("series", values):
            return _one_after_another(values)
        case ("carried", start, item):
            return _carrying(start, item)
        case ("gradient", name, at):
            return _evaluating(gradients, name, giver(at, gradients))
        case ("gradient_function", name):
            return lambda step, last, note: _handed_in(gradients[name], note)
    raise ValueError("an argument is described wrongly")


class _NoResultError(Exception):
    """An argument comes from what the step before returned, and cannot be had from it."""


def _is_constant(argument: Any) -> bool:
    """Whether an argument is a value that nobody can change."""
    return argument[0] == "value" and type(argument[1]) in _UNCHANGEABLE


def _always(value: Any) -> Giver:
    """Give one value at every step, each time a fresh copy."""
    if type(value) is _ndarray:
        return lambda step, last, note: _array(value)
    if type(value) in (dict, list, tuple):
        return lambda step, last, note: _fresh(value)
    return lambda step, last, note: value


def _one_after_another(values: Sequence[Any]) -> Giver:
    """Give another value at every step, each a fresh copy."""
    if all(type(value) in _UNCHANGEABLE for value in values):
        return lambda step, last, note: values[step]
    return lambda step, last, note: _fresh(values[step])


def _carrying(start: Any, item: int | None) -> Giver:
    """What the step before returned, or an item of it; `start` at the first step."""

    def give(step: int, last: Any, note: Note) -> Any:
        if step == 0:
            return _fresh(start)
        if item is not None:
            if type(last) not in (tuple, list) or item >= len(last):
                raise _NoResultError
            last = last[item]
        return _array(last) if type(last) is _ndarray else _as_argument(last, start)

    return give


def _evaluating(gradients: Gradients, name: str, point: Giver) -> Giver:
    """A gradient at the point that another argument is."""

    def give(step: int, last: Any, note: Note) -> Any:
        at = point(step, last, note)
        try:
            return gradients[name](at)
        except (TypeError, ValueError) as error:  # not a point: the step before returned something else
            raise _NoResultError from error

    return give


def _handed_in(function: Any, note: Note) -> Callable[..., Any]:
    """A function as it is handed in: one that takes a single point, as a gradient does, notes where it is called."""
    code = function.__code__
    return function if code.co_argcount + code.co_kwonlyargcount > 1 else _recording(function, note)


def _recording(gradient: Callable[[Any], Any], note: Note) -> Callable[[Any], Any]:
    def grad_fn(w: Any) -> Any:
        at = _array(w, dtype=_float64)
        note(at)
        return gradient(at)

    return grad_fn


def _fresh(value: Any) -> Any:
    """A value of the request with arrays of its own."""
    kind = type(value)
    if kind is _ndarray:
        return _array(value)
    if kind is dict:
        return {key: _fresh(item) for key, item in value.items()}
    return kind([_fresh(item) for item in value]) if kind in (tuple, list) else value


def _as_argument(value: Any, start: Any) -> Any:
    """A result as the next step is given it: fresh, and in the type of what the first one got, if that loses nothing.

    Floats are 0-d arrays, NumPy's integers ints; lists of numbers are arrays and whole floats counts where the first
    step got such: another type costs what it costs once, and not every step after it.
    """
    kind = type(value)
    if kind is dict:
        starts = start if type(start) is dict else {}
        return {
            key: _array(item) if type(item) is _ndarray else _as_argument(item, starts.get(key))
            for key, item in value.items()
        }
    if kind in (tuple, list):
        numbers = _numbers(value) if type(start) is _ndarray else None
        if numbers is not None and numbers.shape == start.shape:
            return numbers
        return kind([_as_argument(item, None) for item in value])
    if type(start) is int and kind is not _ndarray and _is_whole(value):
        return int(value)
    if kind is _ndarray or kind is float or issubclass(kind, _floating):
        return _array(value)
    return int(value) if issubclass(kind, _integer) else value


def _numbers(value: Any) -> Any:
    """A nested list as float64; None where it is no array of numbers."""
    try:
        return _array(value, dtype=_float64)
    except (TypeError, ValueError, OverflowError):
        return None


def _is_whole(value: Any) -> bool:
    """Whether something is a float, Python's or NumPy's, that stands for a whole number."""
    return isinstance(value, (float, _floating)) and bool(value == value // 1)
