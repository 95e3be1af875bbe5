"""Carry out the calls of a student's functions, step by step, and note what every step returned.

Loaded by the child as well: NumPy, the standard library and the modules beside it. What is needed later is bound at
the start, so that student code that replaces it changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

MOST_POINTS = 1000

_array, _ndarray = np.array, np.ndarray
_floating, _integer, _float64 = np.floating, np.integer, np.float64

Gradients = Mapping[str, Callable[[Any], Any]]
Note = Callable[[Any], None]
"""Keeps a point at which a gradient is called."""
Giver = Callable[[int, Any, Note], Any]
"""(step, what the step before returned, what notes points) -> an argument, fresh at every step."""
Givers = tuple[list[Giver], list[tuple[str, Giver]], dict[str, Any]]
"""Those of the arguments by position, those of arguments by name, and a dict of all by name, without the latter."""
Find = Callable[[Any], tuple[Any, str]]
"""A call -> its function, and the file that it comes from."""


class Undefined:
    """In the place of a function that the student's file does not define: what is said of it."""

    def __init__(self, why: Mapping[str, Any]) -> None:
        self.why = why


class Caller:
    """Makes calls with the trusted parts it is given: sheets, the wire's limits, how an exception is said, and where
    what the functions print is kept."""

    def __init__(self, wire: Any, sheets: Any, failures: Any, output: Any = None) -> None:
        self._sheet: Callable[[], Any] = partial(sheets.Sheet, wire)
        self._wire_error: type[Exception] = wire.WireError
        self._failure: Callable[[BaseException, str], dict[str, Any]] = failures.failure
        self._error: Callable[[str], dict[str, Any]] = failures.error
        self._output = output

    def answers(self, calls: Sequence[Any], find: Find, gradients: Gradients) -> dict[str, Any]:
        """Make some calls; what came of them, for the wire."""
        ((_, value),) = self.in_parts(calls, find, gradients, lambda: False, frozenset())
        return value

    def in_parts(
        self,
        calls: Sequence[Any],
        find: Find,
        gradients: Gradients,
        is_due: Callable[[], bool],
        starts: frozenset[int],
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Make some calls, and yield what came of them in parts, each with the number of its first call.

        A part ends where it is due, before a call that `starts` names by its number, and where the calls end.
        """
        sheet, first = self._sheet(), 0
        for position, call in enumerate(calls):
            function, file = find(call)
            self._make(call, function, file, gradients, sheet)
            if position == len(calls) - 1 or calls[position + 1]["sequence"] in starts or is_due():
                yield calls[first]["sequence"], sheet.value()
                sheet, first = self._sheet(), position + 1

    def failed(self, message: str) -> dict[str, Any]:
        """The answer to one call that is an error."""
        sheet = self._sheet()
        sheet.end_call((0, 0, 0), overwritten=False, end=self._error(message))
        value: dict[str, Any] = sheet.value()
        return value

    def _make(self, call: Mapping[str, Any], function: Any, file: str, gradients: Gradients, sheet: Any) -> None:
        """Make one call for all its steps, as far as they give values."""
        if type(function) is Undefined or not callable(function):
            problem = f"{call['function']} is not a function, but of type {type(function).__name__}"
            why = dict(function.why) if type(function) is Undefined else self._error(problem)
            sheet.end_call((0, 0, 0), overwritten=False, end=why)
            return
        points: list[Any] = []

        def note_point(at: Any) -> None:
            if len(points) < MOST_POINTS:
                points.append(sheet.apart(at))

        positional, named, constant = call.get("givers") or self.givers(call, gradients)
        keywords = dict(constant)  # numbers: Python hands a function a dict of its own
        last = first = as_first = None
        end: dict[str, Any] | None = None
        after: list[Any] = []
        steps, mark = 0, len(self._output.new) if self._output is not None else 0
        for step in range(call["steps"]):
            try:
                arguments = [give(step, last, note_point) for give in positional]
                if named:
                    keywords.update([(name, give(step, last, note_point)) for name, give in named])
            except _NoResultError:
                end = {"kind": "skipped"}
                break
            try:
                last = function(*arguments, **keywords)
            except BaseException as error:
                end = self._failure(error, file)
                break
            try:
                noted = sheet.apart(last)
            except self._wire_error as error:
                end = self._error(str(error))
                break
            sheet.write(noted)
            if step == 0:
                first, as_first = last, noted
                after = [self._argument_apart(argument, sheet) for argument in arguments] if call["echo"] else []
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

    # ------------------------------------------------------------ arguments

    def givers(self, call: Mapping[str, Any], gradients: Gradients) -> Givers:
        """How the arguments of a call are had at each step.

        A gradient need not be there before it is first needed.
        """
        positional = [self._giver(argument, gradients) for argument in call["arguments"]]
        keywords = call["keywords"]
        others = {name: argument for name, argument in keywords.items() if not _is_constant(argument)}
        constant = {name: None if name in others else argument[1] for name, argument in keywords.items()}
        return positional, [(name, self._giver(argument, gradients)) for name, argument in others.items()], constant

    def _giver(self, argument: Any, gradients: Gradients) -> Giver:
        """How an argument is had at each step, from its description in the request."""
        match argument:
            case ("value", value):
                return _always(value)
            case ("series", values):
                return lambda step, last, note: _fresh(values[step])
            case ("carried", start, item):
                return _carrying(start, item)
            case ("gradient", name, at):
                return _evaluating(gradients, name, self._giver(at, gradients))
            case ("gradient_function", name):
                return lambda step, last, note: _handed_in(gradients[name], note)
        raise self._wire_error("an argument is described wrongly")


class _NoResultError(Exception):
    """An argument comes from what the step before returned, and cannot be had from it."""


def _is_constant(argument: Any) -> bool:
    """Whether an argument is a value that nobody can change."""
    return argument[0] == "value" and type(argument[1]) in (float, int, bool, str, type(None))


def _always(value: Any) -> Giver:
    """Give one value at every step, each time a fresh copy."""
    if type(value) is _ndarray:
        return lambda step, last, note: _array(value)
    if type(value) in (dict, list, tuple):
        return lambda step, last, note: _fresh(value)
    return lambda step, last, note: value


def _carrying(start: Any, item: int | None) -> Giver:
    """What the step before returned, or an item of it; `start` at the first step."""

    def give(step: int, last: Any, note: Note) -> Any:
        if step == 0:
            return _fresh(start)
        if item is None:
            return _as_argument(last, start)
        if type(last) not in (tuple, list) or item >= len(last):
            raise _NoResultError
        return _as_argument(last[item], start)

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
        return {key: _as_argument(item, starts.get(key)) for key, item in value.items()}
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
