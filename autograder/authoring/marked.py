"""Code of a made-up class, marked and arranged by chance: nobody is to hand it in as it is.

The mark stands in a comment and in the names of local variables; operands of a product or a sum change places, which
changes no bit of its value.
"""

from __future__ import annotations

import ast
import re
from random import Random

from autograder.submissions.demo_mark import MARK, SUFFIX

_CELL = re.compile(r"^(# %%.*\n)", re.MULTILINE)


def marked(text: str, random: Random) -> str:
    """A file's text with the mark, each cell that can be parsed arranged by chance; an empty file stays empty."""
    if not text.strip():
        return text
    pieces = _CELL.split(text)
    return f"# {MARK}\n" + "".join(piece if _CELL.fullmatch(piece) else _cell(piece, random) for piece in pieces)


def _cell(text: str, random: Random) -> str:
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return text
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not functions or "NotImplementedError" in text:  # what was handed out stays so
        return text
    for function in functions:
        _mark_names(function, random)
        _Swap(random).visit(function)
    return f"{ast.unparse(ast.fix_missing_locations(tree))}\n\n"


def _mark_names(function: ast.FunctionDef, random: Random) -> None:
    """Call each local variable of a function by a marked name; where there is none, the value that is returned."""
    last = function.body[-1]
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)} - _fixed(function)
    called = {name: f"{name.strip('_') or 'each'}{SUFFIX}{random.randint(1, 99)}" for name in sorted(own)}
    for node in names:
        node.id = called.get(node.id, node.id)
    if not own and isinstance(last, ast.Return) and last.value is not None:
        name = f"returned{SUFFIX}{random.randint(1, 99)}"
        function.body[-1:] = [
            ast.Assign([ast.Name(name, ast.Store())], last.value),
            ast.Return(ast.Name(name, ast.Load())),
        ]


def _fixed(function: ast.FunctionDef) -> set[str]:
    """Names that stay as they are: those of parameters and functions, also of functions inside."""
    nodes = list(ast.walk(function))
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    return parameters | {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


class _Swap(ast.NodeTransformer):
    """Changes the places of the operands of sums and products, by chance."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        """An operation with its operands in either order, where that gives the very same number."""
        self.generic_visit(node)
        is_free = not any(map(_has_its_place, (node.left, node.right)))
        if isinstance(node.op, ast.Add | ast.Mult) and is_free and self._random.random() < 0.5:
            node.left, node.right = node.right, node.left
        return node


def _has_its_place(operand: ast.expr) -> bool:
    """Whether an operand may be no number, or calls a function that counts its calls."""
    calls = (node for node in ast.walk(operand) if isinstance(node, ast.Call))
    return isinstance(operand, ast.List | ast.Tuple | ast.Constant) or any(
        isinstance(call.func, ast.Name) for call in calls
    )
