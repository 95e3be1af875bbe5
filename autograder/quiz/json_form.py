"""Items, keys and marks as plain data, and back: for the cache, and for the process that marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
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


def _because(data: Json) -> Explained:
    return Explained(tuple(data["ids"]), data["says"])


def _number(data: Json) -> NumberKey:
    wrong = tuple(KnownNumber(one["value"], _because(one["because"])) for one in data["wrong"])
    return NumberKey(data["value"], Tolerance(**data["tolerance"]), wrong, data["follow"], tuple(data["after"]))


def _formula(data: Json) -> FormulaKey:
    wrong = tuple(KnownFormula(one["shown"], tuple(one["values"]), _because(one["because"])) for one in data["wrong"])
    return FormulaKey(data["shown"], tuple(data["points"]), tuple(data["values"]), wrong)


def _letters(data: Json) -> LettersKey:
    return LettersKey(tuple(data["right"]), {letter: _because(one) for letter, one in data["because"].items()})


def _order(data: Json) -> OrderKey:
    return OrderKey(tuple((a, b) for a, b in data["before"]), tuple(data["order"]))


_KEYS: Mapping[str, Callable[[Json], BlankKey]] = {
    NumberKey.__name__: _number,
    FormulaKey.__name__: _formula,
    LettersKey.__name__: _letters,
    OrderKey.__name__: _order,
    MatchKey.__name__: lambda data: MatchKey(tuple(data["right"])),
    LineKey.__name__: lambda data: LineKey(data["right"]),
}


def marks_to_json(marks: Marks) -> dict[str, Any]:
    """Marks as plain data."""
    return dataclasses.asdict(marks)
