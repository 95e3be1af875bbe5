"""A part of a formula is left out, turned round or exchanged: every part of every line is tried.

These are the slips of typing that no list foresees: a factor that is missing, a plus for a minus, the root forgotten,
two numbers subtracted the wrong way round, the other branch of a choice.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from autograder.expected.families.lines import is_a_search
from autograder.expected.families.program import Program, Suspect

OTHER_OPERATORS: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
}
OTHER_COMPARISONS: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
    ast.Eq: ast.NotEq(),
}
OTHER_FUNCTIONS = {
    "minimum": ("maximum",),
    "maximum": ("minimum", "add"),
    "min": ("max",),
    "max": ("min",),
    "cos": ("sin",),
    "sin": ("cos",),
    "sqrt": ("cbrt", "square"),
    "eigvalsh": ("diag",),
    "sum": ("mean",),
    "mean": ("sum",),
}


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with one part of one line written otherwise."""
    for at, line in enumerate(known.lines):
        target = known.targets[at]
        if not is_a_search(line):
            for part, formula in rewritten(line):
                yield Suspect(
                    "other-part", known.with_text(at, f"{target} = {formula}"), {"line": target, "said": part}
                )


@lru_cache(maxsize=4096)
def rewritten(line: str) -> tuple[tuple[str, str], ...]:
    """The formulas that a line may become, each with the part that is new in it."""
    formula = line.partition(" = ")[2]
    tree = ast.parse(formula, mode="eval")
    found: dict[str, tuple[str, str]] = {}
    for node, put in _places(tree):
        for other in _others(node):
            put(other)
            text = ast.unparse(tree)
            put(node)
            if text != formula and text not in found:
                found[text] = (_read(ast.unparse(other)), text)
    return tuple(found.values())


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    """Each part of a formula, the outer ones first, with a function that puts another in its place."""
    waiting = deque([tree])
    while waiting:
        parent = waiting.popleft()
        for name, value in ast.iter_fields(parent):
            if isinstance(value, ast.AST):
                yield value, partial(setattr, parent, name)
                waiting.append(value)
            elif isinstance(value, list):
                for at, part in enumerate(value):
                    if isinstance(part, ast.AST):
                        yield part, partial(value.__setitem__, at)
                        waiting.append(part)


def _others(node: ast.AST) -> list[ast.AST]:
    """What may stand in the place of a part of a formula."""
    match node:
        case ast.BinOp(left, operator, right):
            other = OTHER_OPERATORS.get(type(operator))
            exchanged = [ast.BinOp(left, other, right)] if other else []
            turned = [ast.BinOp(right, operator, left)] if isinstance(operator, (ast.Sub, ast.Div, ast.Pow)) else []
            return [left, right, *exchanged, *turned, *_power_or_product(node), *_multiples(node)]
        case ast.UnaryOp(ast.USub(), operand):
            return [operand]
        case ast.IfExp(_, body, orelse):
            return [body, orelse]
        case ast.Compare(left, [operator], right):
            other_one = OTHER_COMPARISONS.get(type(operator))
            return [ast.Compare(left, [other_one], right)] if other_one else []
        case ast.Call(ast.Attribute(ast.Name("np"), name), arguments):
            names = OTHER_FUNCTIONS.get(name, ())
            calls = [ast.Call(ast.Attribute(ast.Name("np"), other), arguments, []) for other in names]
            return [*arguments, *calls]
        case ast.Call(ast.Name("len"), _):
            return [*_multiples(node), ast.Constant(1), ast.BinOp(node, ast.Sub(), ast.Constant(1))]
        case ast.Constant(int(number)):
            return [ast.Constant(number + by) for by in (1, -1, number) if number + by >= 0]
        case ast.Attribute(ast.Name("np"), "pi"):
            return [ast.Constant(number) for number in (3.14, 3.1416, 3.14159, 3, 180)]
    return []


def _power_or_product(node: ast.BinOp) -> list[ast.AST]:
    """`**` in the place of `*`, and the other way round."""
    signs: dict[type[ast.operator], ast.operator] = {ast.Mult: ast.Pow(), ast.Pow: ast.Mult()}
    other = signs.get(type(node.op))
    return [ast.BinOp(node.left, other, node.right)] if other else []


def _multiples(node: ast.expr) -> list[ast.AST]:
    two = ast.Constant(2)
    return [ast.BinOp(node, ast.Pow(), two), ast.BinOp(two, ast.Mult(), node), ast.BinOp(node, ast.Div(), two)]


def _read(formula: str) -> str:
    """A formula as students read it."""
    return formula.replace("np.linalg.", "").replace("np.", "")
