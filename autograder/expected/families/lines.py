"""One line of the program computes with something else: with a part, or a multiple, or the root of what belongs there.

Every name in every line is tried, so what is found is one place in the formula. Lines are run one by one, and what the
lines before a place give is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from autograder.expected.families.program import Change, Named, Program, Suspect

USED: tuple[tuple[str, Change], ...] = (
    ("2*{name}", lambda value: 2 * value),
    ("{name}/2", lambda value: value / 2),
    ("-{name}", lambda value: -value),
    ("{name}**2", lambda value: value**2),
    ("sqrt({name})", lambda value: value**0.5),
    ("abs({name})", np.abs),
    ("10*{name}", lambda value: 10 * value),
    ("{name}/10", lambda value: value / 10),
    ("1 - {name}", lambda value: 1 - value),
    ("{name} + 1", lambda value: value + 1),
    ("{name} - 1", lambda value: value - 1),
    ("1/{name}", lambda value: 1 / value),
    ("0", lambda value: 0 * value),
    ("1", lambda value: 0 * value + 1),
    ("0.9", lambda value: 0 * value + 0.9),
    ("0.99", lambda value: 0 * value + 0.99),
    ("0.999", lambda value: 0 * value + 0.999),
    ("2", lambda value: 0 * value + 2),
    ("mean({name})", lambda value: np.mean(value) + 0 * value),
    ("sum({name})", lambda value: np.sum(value) + 0 * value),
    ("max({name})", lambda value: np.max(value) + 0 * value),
)
"""What may stand where a name belongs."""

COMPUTED: tuple[tuple[str, Change], ...] = (
    ("doubled", lambda value: 2 * value),
    ("halved", lambda value: value / 2),
    ("turned round in its sign", lambda value: -value),
    ("squared", lambda value: value**2),
    ("put under a root", lambda value: value**0.5),
    ("made positive", np.abs),
    ("kept at 0 or more", lambda value: np.maximum(value, 0)),
    ("clipped to -1 and 1", lambda value: np.clip(value, -1, 1)),
    ("averaged over all coordinates", lambda value: np.mean(value) + 0 * value),
    ("replaced by its largest coordinate", lambda value: np.max(value) + 0 * value),
)
"""What may happen to what a line has computed."""

_NAME = re.compile(r"(?<![\w.])([a-zA-Z_]\w*)(?![\w(])")


@lru_cache(maxsize=2048)
def names_in(line: str) -> tuple[str, ...]:
    """The names that a line computes with, each once."""
    found = _NAME.findall(line.partition(" = ")[2])
    return tuple(dict.fromkeys(name for name in found if name not in ("np", "if", "else", "for", "in")))


def is_a_search(line: str) -> bool:
    """Whether a line goes through many numbers: with others in it, it may take any time."""
    return " for " in line


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with one name of one line, or the result of one line, changed."""
    for at, line in enumerate(known.lines):
        target = known.targets[at]
        if is_a_search(line):
            continue
        for name in names_in(line):
            for text, change in USED:
                said = text.format(name=name)
                function = _using(known, at, name, change) if known.frame else _written(known, at, name, said)
                yield Suspect("in-a-line", function, {"name": name, "said": said, "line": target})
        if at == len(known.lines) - 1:
            yield from _multiplied(known, at)
        for said, change in COMPUTED if known.frame else ():
            yield Suspect("of-a-line", _computing(known, at, target, change), {"line": target, "said": said})


def _multiplied(known: Program, at: int) -> Iterator[Suspect]:
    """The last line with a hyperparameter as a factor where none belongs."""
    for name in names_in(known.lines[at]):
        for factor in known.hyperparameters:
            if factor != name and known.kind(factor) is float:
                said = f"{factor}*{name}"
                details = {"name": name, "said": said, "line": known.targets[at]}
                yield Suspect("in-a-line", _written(known, at, name, said), details)


def _written(known: Program, at: int, name: str, said: str) -> Callable[..., Any]:
    """The program with something else written in the place of a name: in a loop, lines are not run one by one."""
    target, equals, formula = known.lines[at].partition(" = ")
    other = re.sub(r"\b(sqrt|abs|mean|sum|max)\(", r"np.\1(", said)
    return known.with_text(at, target + equals + re.sub(rf"(?<![\w.]){name}(?!\w)", f"({other})", formula))


def _using(known: Program, at: int, name: str, change: Change) -> Callable[..., Any]:
    def run(names: Named, step: Callable[[int], None]) -> None:
        kept = names[name]
        names[name] = change(kept)
        step(at)
        if known.targets[at] != name:
            names[name] = kept

    return known.with_line(at, run)


def _computing(known: Program, at: int, target: str, change: Change) -> Callable[..., Any]:
    def run(names: Named, step: Callable[[int], None]) -> None:
        step(at)
        names[target] = change(names[target])

    return known.with_line(at, run)
