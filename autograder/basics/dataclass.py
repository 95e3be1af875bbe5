"""`dataclass(frozen=True, slots=True)` as in the standard library, made in a third of the time.

There every method of a class is written as text and compiled; a check that takes a third of a second loads a hundred
such classes, most of them never used. Here only `__init__` is: what is left does the same for all classes, by the
names of the fields. Whatever is out of the ordinary is left to the standard library, and so is every other argument.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

T = TypeVar("T")
OURS = frozenset(
    ["__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__"]
)


def _dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """What `dataclasses.dataclass` does with the same arguments."""
    usual = dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq)

    def made(cls: type[T]) -> type[T]:
        return _made(cls, eq) if frozen and slots and _is_plain(cls) else usual(cls)

    return made


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


class _Made:
    """Stands in a signature for a value that is made anew for each object."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()


def _is_plain(cls: type) -> bool:
    """Whether a class has no method that we would write, and inherits no field."""
    return OURS.isdisjoint(cls.__dict__) and not any(hasattr(base, "__dataclass_fields__") for base in cls.__mro__[1:])


def _made(cls: type[T], eq: bool) -> type[T]:
    new = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(new)  # type: ignore[arg-type]
    names = [field.name for field in fields]
    methods: dict[str, Any] = {
        "__init__": _init(new, fields),
        "__repr__": _repr([field.name for field in fields if field.repr]),
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
        "__getstate__": _getstate(names),
        "__setstate__": _setstate(names),
    }
    if eq:
        methods |= _comparison([field.name for field in fields if field.compare])
    for name, method in methods.items():
        setattr(new, name, method)
    new.__dataclass_params__.frozen = True  # type: ignore[attr-defined]
    return new


def _init(cls: type, fields: Sequence[Field[Any]]) -> Callable[..., None]:
    """The only method that is compiled: it is called often, and says in its signature what the class takes."""
    known: dict[str, Any] = {"__set": object.__setattr__}
    parameters, lines = [], []
    for field in fields:
        name = value = field.name
        if field.default is not MISSING:
            known[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        elif field.default_factory is not MISSING:
            known |= {f"default_{name}": _MADE, f"make_{name}": field.default_factory}
            parameters.append(f"{name}=default_{name}")
            value = f"make_{name}() if {name} is default_{name} else {name}"
        else:
            parameters.append(name)
        lines.append(f"    __set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    text = "\n".join([f"def __init__(self, {', '.join(parameters)}):", *lines, "    return None"])
    exec(text, known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    init.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return init


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def shown(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({values})"

    return shown


def _comparison(names: Sequence[str]) -> dict[str, Any]:
    """`__eq__` and `__hash__` by the values of some fields."""
    one = attrgetter(*names) if names else _nothing
    values: Callable[[Any], Any] = one if len(names) != 1 else lambda self: (one(self),)

    def is_equal(self: Any, other: Any) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": is_equal, "__hash__": hashed}


def _nothing(_: Any) -> tuple[()]:
    return ()


def _refuse_to_set(self: Any, name: str, value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(names: Sequence[str]) -> Callable[[Any], list[Any]]:
    return lambda self: [getattr(self, name) for name in names]


def _setstate(names: Sequence[str]) -> Callable[[Any, Sequence[Any]], None]:
    def set_state(self: Any, state: Sequence[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return set_state
