"""A part of a function that Python accepts and nobody means, and the function that it is looked for in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from autograder.basics.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of a function, and the sentence that is true of it."""

    id: str
    node: ast.AST
    values: Mapping[str, object] = field(default_factory=dict)
    columns: tuple[int, int] | None = None
    """In bytes, where it is not the whole part."""
    further: int = 0
    """How many lines below the part's first one."""
    line: int = 0
    """Of the file."""

    @property
    def is_endless(self) -> bool:
        """Whether a loop may not end because of it."""
        return self.id in ("slip.forever", "slip.sign")


@dataclass(frozen=True, slots=True)
class Written:
    """A function as it was written."""

    node: ast.FunctionDef | ast.AsyncFunctionDef
    text: str
    outside: tuple[ast.Return, ...]
    """The `return`s that stand outside every function."""

    @property
    def arguments(self) -> frozenset[str]:
        """The names of what the function is given."""
        given = self.node.args
        return frozenset(one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs))

    def line(self, node: ast.AST) -> str:
        """The line on which a part begins."""
        return self.text.split("\n")[getattr(node, "lineno", 1) - 1]

    def said(self, node: ast.AST) -> str:
        """A part as it was written."""
        return ast.get_source_segment(self.text, node) or ""


Finds = Callable[[Written], Iterator[Slip]]
"""From a function to the slips of one kind in it."""
