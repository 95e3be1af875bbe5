"""The names that a formula may use: a value, so that every use of formulas has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Function(NamedTuple):
    """A function that formulas may call: what it makes of its arguments, and how many these are."""

    make: Callable[..., Any]
    fewest: int = 1
    most: int = 1

    @property
    def arity(self) -> str:
        """How many arguments it takes, in words."""
        return str(self.fewest) if self.fewest == self.most else f"{self.fewest} or more"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a formula may use; it knows nothing else."""

    symbols: Mapping[str, Any]
    """What stands for a number: symbols, and constants such as pi."""
    functions: Mapping[str, Function] = field(default_factory=dict)
    """By name; also what `//`, `%`, `[0]` and `[1:]` make of their operands, where a formula may use them."""
    ranges: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """What `name(value for i in range(first, end))` makes of the value and of the triple i, first, end - 1."""
    word: Callable[[str], Any] | None = None
    """What a word in double quotes becomes, where a formula may have one."""


def proposal(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest to another one, or all where they are few; words to end a sentence with."""
    import difflib  # only where a name is wrong: formulas are read in every start

    names = sorted(known)
    near = difflib.get_close_matches(name[:40], names, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; known are {', '.join(names)}" if 0 < len(names) <= 12 else ""
