"""A student's own source, as far as a verdict quotes it: lines, functions, and where a value may be missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from autograder.basics.dataclass import dataclass
from autograder.errors import closest
from autograder.model import Answer, Cell, Excerpt

LONGEST_EXCERPT = 200
LONGEST_PARSED = 1 << 16
"""Characters of a cell that is looked into: a tree takes a thousand times the memory of its text."""
_ASK_FOR_NAMES = {"locals", "vars", "eval", "exec", "globals"}
_OPENED = re.compile(r"^IndentationError: expected an indented block after .* on line (\d+)")
"""What stands further to the right is missed at the next line; what opens the block is the line that is meant."""
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Source:
    """The cells that a function was taken from, and the names of all exercises, which are no misspellings."""

    cells: tuple[Cell, ...] = ()
    exercises: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(cell.source for cell in self.cells)

    def excerpt(self, answer: Answer) -> Excerpt | None:
        """The line at which a call ended, with the part of it that was carried out; None where it is not known."""
        opened = _OPENED.search(answer.message)
        if opened is not None:
            return self.excerpt_at(int(opened[1]))
        return self.excerpt_at(answer.line, answer.columns, answer.within) if answer.line else None

    def below(self, line: int) -> tuple[str, ...]:
        """The lines below one of the file that stand further to the right than it, without those that are empty."""
        cell = next((cell for cell in self.cells if 0 <= line - cell.line < len(_lines(cell))), None)
        first, *after = _lines(cell)[line - cell.line :] if cell else [""]
        written = [one for one in after if one.strip()]
        inside = takewhile(lambda one: _margin(one) > _margin(first), written)
        return tuple(one.strip() for one in inside)

    def excerpt_at(self, line: int, columns: tuple[int, int] | None = None, within: str = "") -> Excerpt | None:
        """A line of the file, and the part of it between two columns, counted in bytes."""
        text = self._line(line, within)
        if not text.strip():
            return None
        first, last = columns or (0, 0)
        start, end = (_characters(text, place) for place in (first, last if last >= 0 else len(text.encode())))
        margin = len(text) - len(text.lstrip())
        shown = text.strip()[:LONGEST_EXCERPT]
        start, end = (min(max(place - margin, 0), len(shown)) for place in (start, end))
        return Excerpt(line, shown, start, max(end, start))

    def _line(self, number: int, within: str) -> str:
        """A line's text; of a notebook, whose cells count from 1 each, that of the cell that it is most likely in."""
        with_it = [cell for cell in self.cells if 0 <= number - cell.line < len(_lines(cell))]
        likely = [
            [cell for cell in with_it if any(_spans(node, cell, number) for node in definitions(cell, within))],
            [cell for cell in with_it if parsed(cell) is None],
            with_it,
        ]
        cell = next((some[-1] for some in likely if some), None)
        return _lines(cell)[number - cell.line] if cell else ""

    def definition(self, name: str) -> tuple[_Definition, int] | None:
        """The last definition of a name, and the line of the file that it starts on."""
        found = [(node, cell.line + node.lineno - 1) for cell in self.cells for node in definitions(cell, name)]
        return found[-1] if found else None

    def cell_of(self, name: str) -> tuple[Cell | None, ast.Module | None]:
        """The cell of the last definition of a name, and its statements."""
        cell = next((cell for cell in reversed(self.cells) if any(definitions(cell, name))), None)
        return cell, (parsed(cell) if cell else None)

    def call_of(self, other: str, name: str) -> ast.Call | None:
        """The only call of a function of another cell, as another exercise's is; None if there is not one."""
        found = self.definition(name)
        is_apart = other and found is not None and self.cell_of(other)[0] not in (None, self.cell_of(name)[0])
        nodes = own_nodes(found[0]) if found and is_apart else iter(())
        calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == other]
        return calls[0] if len(calls) == 1 else None

    def line_of(self, node: ast.expr, name: str) -> int:
        """The line of the file of a part of a function that is defined in it."""
        definition, start = self.definition(name) or (None, 0)
        return start + node.lineno - (definition.lineno if definition else 0)

    def misspelt(self, name: str) -> tuple[str, int] | None:
        """The function or class that may be meant where one of this name is missing, and its line."""
        nodes = [(node.name, cell.line + node.lineno - 1) for cell in self.cells for node in definitions(cell)]
        lines = {other: line for other, line in nodes if other not in self.exercises}
        like = closest(name.replace("_", ""), {other.replace("_", ""): other for other in lines})
        return next(((other, line) for other, line in lines.items() if like == other.replace("_", "")), None)

    def first_line_in_place(self, name: str) -> int | None:
        """The first line of a function that changes one of its arguments by `-=` or `[...] =`; None where none is."""
        node, start = self.definition(name) or (None, 0)
        if node is None or isinstance(node, ast.ClassDef):
            return None
        given = {one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
        given |= {name for name, root in _aliases(node) if root in given}
        lines = (start + target.lineno - node.lineno for target in _changed(node) if _root(target) in given)
        return min(lines, default=None)

    def never_used(self, name: str) -> tuple[str, ...]:
        """The parameters of a function that no line of it looks at; none where it asks for names as text."""
        node, _ = self.definition(name) or (None, 0)
        if node is None or isinstance(node, ast.ClassDef):
            return ()
        given = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
        return () if used & _ASK_FOR_NAMES else tuple(one for one in given if one not in used)


def returns_of(function: ast.AST) -> list[ast.Return]:
    """The `return`s of a function with a value, without those of functions inside it."""
    return [node for node in own_nodes(function) if isinstance(node, ast.Return) and node.value is not None]


def raises_at(function: ast.AST, line: int) -> tuple[bool, bool]:
    """Whether the function raises NotImplementedError itself on a line of its source, and whether at its top level."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Raise) and node.lineno == line]
    is_top = any(node in getattr(function, "body", ()) for node in found)
    return bool(found), is_top


def is_stub(function: ast.AST) -> bool:
    """Whether nothing but a docstring and a `raise` is in it."""
    body = [node for node in getattr(function, "body", ()) if not _is_text(node)]
    return len(body) <= 1 and all(isinstance(node, ast.Raise) for node in body)


def definitions(cell: Cell, name: str = "") -> Iterator[_Definition]:
    """The functions and classes that a cell defines; those of a name alone, at any depth, where one is given."""
    if name:
        return (node for node in _definitions(cell.source) if node.name == name) if mentions(cell, name) else iter(())
    tree = parsed(cell)
    return (node for node in (tree.body if tree else ()) if isinstance(node, _Definition))


def mentions(cell: Cell, name: str) -> int:
    """How often a cell may name something, at most; Python reads other letters as those of ASCII."""
    return cell.source.count(name) if cell.source.isascii() else len(cell.source)


def parsed(cell: Cell) -> ast.Module | None:
    """A cell's statements; None where it cannot be read."""
    return _parsed(cell.source)


@lru_cache(maxsize=32)
def _parsed(source: str) -> ast.Module | None:
    if len(source) > LONGEST_PARSED:
        return None
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=32)
def _definitions(source: str) -> tuple[_Definition, ...]:
    """All functions and classes, at any depth."""
    tree = _parsed(source)
    return tuple(node for node in ast.walk(tree) if isinstance(node, _Definition)) if tree else ()


def _lines(cell: Cell) -> list[str]:
    return cell.source.split("\n")


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spans(node: _Definition, cell: Cell, line: int) -> bool:
    return node.lineno <= line - cell.line + 1 <= (node.end_lineno or node.lineno)


def _characters(text: str, place: int) -> int:
    """How many characters so many bytes are."""
    return len(text.encode("utf-8", "surrogatepass")[:place].decode("utf-8", "ignore"))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@lru_cache(maxsize=64)
def own_nodes(function: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes of a function, without those of functions inside it."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, (*_Definition.__args__, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return tuple(found)


def _changed(function: ast.AST) -> Iterator[ast.expr]:
    """What is changed in place, if it is an array or a dict."""
    for node in own_nodes(function):
        if isinstance(node, ast.AugAssign):
            yield node.target
        elif isinstance(node, ast.Assign):
            yield from (target for target in node.targets if isinstance(target, ast.Subscript))


def _aliases(function: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that are given what another name, or an entry of it, holds: `v` and `state` of `v = state["v"]`."""
    for node in own_nodes(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Subscript):
            yield from ((target.id, _root(node.value)) for target in node.targets if isinstance(target, ast.Name))


def _root(target: ast.expr) -> str:
    """The name of what is changed: `state` of `state["v"]`."""
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""
