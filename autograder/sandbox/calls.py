"""Carry out one call of a student's function, step by step, and note what every step returned.

Loaded by the child only: NumPy, the standard library and the modules beside it. What is needed later is bound at the
start, so that student code that replaces it changes nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

MOST_POINTS = 10_000
MOST_LEAVES = 10_000
DEEPEST = 6

_array, _ndarray, _generic = np.array, np.ndarray, np.generic
_floating, _integer, _float64, _bool = np.floating, np.integer, np.float64, np.bool_

Gradients = Mapping[str, Callable[[Any], Any]]
Leaves = list[Any]


class Caller:
    """Makes calls with the trusted parts it is given: the wire's limits, and how an exception is said."""

    def __init__(self, wire: Any, failures: Any) -> None:
        self._wire_error: type[Exception] = wire.WireError
        self._dtypes: Mapping[str, Any] = wire.DTYPES
        self._most_bytes: int = wire.MOST_BODY
        self._most_integer: int = wire.MOST_INTEGER
        self._failure: Callable[[BaseException, str], dict[str, Any]] = failures.failure
        self._error: Callable[[str], dict[str, Any]] = failures.error

    def answer(self, call: Mapping[str, Any], function: Any, file: str, gradients: Gradients) -> dict[str, Any]:
        """Make one call for all its steps, as far as they give values, and say how it ended."""
        if not callable(function):
            return self._error(f"{call['function']} is not a function, but a {type(function).__name__}")
        stack, last, first = _Stack(), _NOTHING, _NOTHING
        points: list[Any] = []
        answer: dict[str, Any] = {"kind": "value"}
        for step in range(call["steps"]):
            try:
                arguments = [self._resolved(argument, step, last, gradients, points) for argument in call["arguments"]]
                keywords = {
                    name: self._resolved(argument, step, last, gradients, points)
                    for name, argument in call["keywords"].items()
                }
            except _NoResultError:
                answer = {"kind": "skipped"}
                break
            try:
                last = function(*arguments, **keywords)
            except BaseException as error:
                answer = self._failure(error, file)
                break
            if call["echo"] and step == 0:
                after = tuple(None if callable(a) else self._sendable(a) for a in arguments)
            try:
                stack.add(*self._flat(last))
            except self._wire_error as error:
                answer = self._error(str(error))
                break
            if step == 0:
                first = last
        if stack.steps:
            answer["returned"] = stack.parts()
            if stack.steps > 1 and self._differs(first, stack.first):
                answer["overwritten"] = True
            if call["echo"]:
                answer["after"] = after
        if points:
            answer["points"] = points
        return answer

    # ------------------------------------------------------------ arguments

    def _resolved(self, argument: Any, step: int, last: Any, gradients: Gradients, points: list[Any]) -> Any:
        """A fresh argument from its description in the request."""
        match argument:
            case ("value", value):
                return _fresh(value)
            case ("series", values):
                return _fresh(values[step])
            case ("carried", start, item):
                if step == 0:
                    return _fresh(start)
                if item is not None and (type(last) not in (tuple, list) or item >= len(last)):
                    raise _NoResultError
                return self._as_argument(last if item is None else last[item])
            case ("gradient", name, at):
                point = self._resolved(at, step, last, gradients, points)
                try:
                    return gradients[name](point)
                except (TypeError, ValueError) as error:  # not a point: the step before returned something else
                    raise _NoResultError from error
            case ("gradient_function", name):
                return _recording(gradients[name], points)
        raise self._wire_error("an argument is described wrongly")

    def _copy(self, value: Any) -> Any:
        """A plain value with fresh arrays; an error where it is not plain."""
        form, leaves = self._flat(value)
        return _built(form, iter(leaves))

    def _as_argument(self, value: Any) -> Any:
        """A result as a function is given it: fresh, with floats as 0-d arrays and NumPy's integers as ints."""
        kind = type(value)
        if kind in (tuple, list):
            return kind([self._as_argument(item) for item in value])
        if kind is dict:
            return {key: self._as_argument(item) for key, item in value.items()}
        if kind is float or issubclass(kind, _floating):
            return _array(value)
        return int(value) if issubclass(kind, _integer) else self._copy(value)

    def _sendable(self, argument: Any) -> Any:
        """An argument as it is after the call; a word where it has become something that cannot cross."""
        try:
            return self._copy(argument)
        except self._wire_error as error:
            return str(error)

    # ------------------------------------------------------------ values

    def _flat(self, value: Any) -> tuple[Any, Leaves]:
        """A value as its form and a list of its leaves, arrays copied; an error where it is not plain data."""
        leaves: Leaves = []
        return self._form(value, leaves, DEEPEST), leaves

    def _form(self, value: Any, leaves: Leaves, depth: int) -> Any:
        kind = type(value)
        if kind is _ndarray:
            self._check_array(value)
            leaves.append(_array(value))
            return "array"
        if depth == 0:
            raise self._wire_error("the value is nested too deeply")
        if kind is tuple:
            return tuple([self._form(item, leaves, depth - 1) for item in value])
        if kind is dict:
            if any(type(key) is not str for key in value):
                raise self._wire_error("a dict whose keys are not text cannot be returned")
            return {key: self._form(item, leaves, depth - 1) for key, item in value.items()}
        if kind is list:
            return [self._form(item, leaves, depth - 1) for item in value]
        if len(leaves) > MOST_LEAVES:
            raise self._wire_error("the value has too many parts")
        leaves.append(value)
        return self._leaf(value, kind)

    def _leaf(self, value: Any, kind: type) -> str:
        if kind is float:
            return "float"
        if issubclass(kind, _generic):
            self._check_array(value)
            return "scalar"
        if kind is bool:
            return "bool"
        if kind is int:
            if not -self._most_integer <= value < self._most_integer:
                raise self._wire_error("an int beyond 64 bits cannot be returned")
            return "int"
        if kind is str:
            return "str"
        if value is None:
            return "none"
        raise self._wire_error(f"a value of type {kind.__name__} cannot be returned")

    def _check_array(self, array: Any) -> None:
        if array.dtype.str not in self._dtypes and array.dtype.newbyteorder("<").str not in self._dtypes:
            raise self._wire_error(f"an array of {array.dtype} cannot be returned")
        if array.nbytes > self._most_bytes:
            raise self._wire_error("the array is too large")

    def _differs(self, value: Any, leaves: Leaves) -> bool:
        """Whether a value is not what it was when its leaves were noted."""
        try:
            _, now = self._flat(value)
        except self._wire_error:
            return True
        return len(now) != len(leaves) or any(map(_unlike, now, leaves))


_NOTHING = object()


class _NoResultError(Exception):
    """An argument comes from what the step before returned, and cannot be had from it."""


def _fresh(value: Any) -> Any:
    """A value of the request with arrays of its own."""
    kind = type(value)
    if kind is _ndarray:
        return _array(value)
    if kind is dict:
        return {key: _fresh(item) for key, item in value.items()}
    return kind([_fresh(item) for item in value]) if kind in (tuple, list) else value


def _unlike(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return True
    if type(a) is _ndarray or issubclass(type(a), _generic):
        return bool(a.dtype != b.dtype or a.shape != b.shape or a.tobytes() != b.tobytes())
    return bool(a != b and (a == a or b == b))


def _built(form: Any, leaves: Any) -> Any:
    """A value of this form from its leaves; the inverse of taking it apart."""
    if type(form) is str:
        return next(leaves)
    if type(form) is dict:
        return {key: _built(part, leaves) for key, part in form.items()}
    return type(form)([_built(part, leaves) for part in form])


class _Stack:
    """What successive steps returned: steps of one form in a row are kept together, leaf by leaf."""

    def __init__(self) -> None:
        self.steps = 0
        self.first: Leaves = []
        self._parts: list[tuple[Any, list[Any], list[Leaves]]] = []

    def add(self, form: Any, leaves: Leaves) -> None:
        """Note one more step."""
        kinds = [(leaf.dtype, leaf.shape) if isinstance(leaf, (_ndarray, _generic)) else None for leaf in leaves]
        if not self._parts or self._parts[-1][0] != form or self._parts[-1][1] != kinds:
            self._parts.append((form, kinds, []))
        self._parts[-1][2].append(leaves)
        self.first = self.first if self.steps else leaves
        self.steps += 1

    def parts(self) -> list[dict[str, Any]]:
        """Each part with the leaves of its steps stacked along a first axis."""
        return [
            {"steps": len(rows), "form": form, "data": _built(form, map(_stacked, zip(*rows, strict=True)))}
            for form, _, rows in self._parts
        ]


def _stacked(column: tuple[Any, ...]) -> Any:
    kind = type(column[0])
    if kind is str or column[0] is None:
        return column
    return _array(column, dtype=_WIRE_DTYPES.get(kind))


_WIRE_DTYPES: dict[type, Any] = {float: _float64, int: np.int64, bool: _bool}


def _recording(gradient: Callable[[Any], Any], points: list[Any]) -> Callable[[Any], Any]:
    def grad_fn(w: Any) -> Any:
        at = _array(w, dtype=_float64)
        if len(points) < MOST_POINTS:
            points.append(at.copy())
        return gradient(at)

    return grad_fn
