"""Items, keys and marks as plain data, and back: for the cache, and for the process that marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.model.items import (
    Blank,
    BlankKey,
    Explained,
    FormulaKey,
    Frozen,
    Item,
    ItemKey,
    KnownFormula,
    KnownNumber,
    Lettered,
    LettersKey,
    LineKey,
    MatchKey,
    NumberKey,
    OrderKey,
)
from autograder.model.marks import Marks
from autograder.model.quiz import Kind, Tolerance

Json = Mapping[str, Any]
Row = Sequence[Any]
"""The fields of a key, in order."""


def to_json(frozen: Frozen) -> dict[str, Any]:
    """An item with its key as plain data."""
    data = dataclasses.asdict(frozen)
    kinds = {id_: type(key).__name__ for id_, key in frozen.key.blanks.items()}
    return {**data, "kinds": kinds}


def from_json(data: Json) -> Frozen:
    """An item with its key from its plain data; KeyError or TypeError where it is none."""
    item = Item(**{**data["item"], "blanks": tuple(map(_blank, data["item"]["blanks"]))})
    keys = {id_: _KEYS[data["kinds"][id_]](key) for id_, key in data["key"]["blanks"].items()}
    return Frozen(item, ItemKey(**{**data["key"], "blanks": keys}))


def _blank(data: Json) -> Blank:
    lists = {name: tuple(data[name]) for name in ("lefts", "names", "functions")}
    return Blank(
        **{**data, **lists, "kind": Kind(data["kind"]), "choices": tuple(Lettered(**one) for one in data["choices"])}
    )


def _because(data: Row) -> Explained:
    ids, says = data
    return Explained(tuple(ids), says)


def _number(data: Row) -> NumberKey:
    value, tolerance, wrong, follow, after = data
    known = tuple(KnownNumber(one, _because(because)) for one, because in wrong)
    return NumberKey(value, Tolerance(*tolerance), known, follow, tuple(after))


def _formula(data: Row) -> FormulaKey:
    shown, points, values, wrong = data
    known = tuple(KnownFormula(formula, tuple(its), _because(because)) for formula, its, because in wrong)
    return FormulaKey(shown, tuple(points), tuple(values), known)


def _letters(data: Row) -> LettersKey:
    right, because = data
    return LettersKey(tuple(right), {letter: _because(one) for letter, one in because.items()})


def _order(data: Row) -> OrderKey:
    before, order = data
    return OrderKey(tuple((a, b) for a, b in before), tuple(order))


_KEYS: Mapping[str, Callable[[Row], BlankKey]] = {
    NumberKey.__name__: _number,
    FormulaKey.__name__: _formula,
    LettersKey.__name__: _letters,
    OrderKey.__name__: _order,
    MatchKey.__name__: lambda data: MatchKey(tuple(data[0])),
    LineKey.__name__: lambda data: LineKey(*data),
}


def marks_to_json(marks: Marks) -> dict[str, Any]:
    """Marks as plain data."""
    return dataclasses.asdict(marks)
