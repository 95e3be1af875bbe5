"""Slips in how a value is written: signs pasted together, commas that make tuples, arguments that are none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.grading.slip import Finds, Slip, Written
from autograder.grading.source import own_nodes


def _sign(written: Written) -> Iterator[Slip]:
    """`w =- step`, `i =+ 1`."""
    for node in own_nodes(written.node):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        first: ast.expr = node.value
        while isinstance(first, ast.BinOp):
            first = first.left
        sign = {ast.USub: "-", ast.UAdd: "+"}.get(type(first.op)) if isinstance(first, ast.UnaryOp) else None
        column = node.value.col_offset
        line = written.line(node.value).encode()
        around = line[max(column - 2, 0) : column + 2].decode(errors="ignore")
        if sign and re.search(r" =[-+]|=[-+] |=\+", around):
            name = written.said(node.targets[0])
            values = {"sign": sign, "name": name, "value": written.said(node.value)}
            yield Slip("slip.sign", node, values, (column - 1, column + 1))


def _comma(written: Written) -> Iterator[Slip]:
    """`return w - step,` and `s**0,5`."""
    for node in own_nodes(written.node):
        if not isinstance(node, ast.Tuple) or not (said := written.said(node)):
            continue
        number = re.search(r"(?<![\w.,])0,(\d+)", said)
        if number:
            yield Slip("slip.decimal-comma", node, {"written": number[0], "meant": number[0].replace(",", ".")})
        elif len(node.elts) == 1 and not said.startswith("("):
            end = node.end_col_offset or 0
            yield Slip("slip.comma", node, columns=(end - 1, end) if node.end_lineno == node.lineno else None)


def _text(written: Written) -> Iterator[Slip]:
    """`return "w - lr*grad"`."""
    for node in own_nodes(written.node):
        value = node.value if isinstance(node, ast.Return) else None
        if isinstance(value, ast.JoinedStr):
            yield Slip("slip.text", value)
        elif isinstance(value, ast.Constant) and isinstance(value.value, str):
            words = set(re.findall(r"\w+", value.value))
            if words & written.arguments and re.search(r"[-+*/(]", value.value):
                yield Slip("slip.text", value)


_TAKES_ONE = frozenset(("sqrt", "exp", "log", "abs", "square", "cos", "sin", "sign"))


_TAKES_TWO = frozenset(("add", "subtract", "multiply", "divide", "maximum", "minimum", "power", "dot", "matmul"))


_ALONG = {
    **dict.fromkeys(("max", "amax"), "np.maximum({0}, {1})"),
    **dict.fromkeys(("min", "amin"), "np.minimum({0}, {1})"),
    "sum": "{0} + {1}",
    "prod": "{0} * {1}",
    "mean": "({0} + {1})/2",
}
"""Functions whose second argument is an axis, and what is meant by who passes a second value."""


def _numpys_arguments(written: Written) -> Iterator[Slip]:
    """`np.dot(a, b, c)`, which writes into c, and `np.max(a, b)`, which looks along the axis b."""
    for node in own_nodes(written.node):
        if not isinstance(node, ast.Call) or not (called := written.said(node.func)).startswith("np."):
            continue
        name, takes = called.removeprefix("np."), 0
        takes = 1 if name in _TAKES_ONE else 2 if name in _TAKES_TWO else len(node.args)
        if len(node.args) > takes:
            yield Slip("slip.written-into", node.args[takes], {"function": called, "count": takes})
        elif name in _ALONG and len(node.args) == 2 and not _is_axis(node.args[1]):
            meant = _ALONG[name].format(*map(written.said, node.args))
            yield Slip("slip.axis", node.args[1], {"function": called, "meant": meant})


def _is_axis(node: ast.expr) -> bool:
    numbers = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    return (bool(numbers) and not names) or names == ["axis"]


def _together(written: Written) -> Iterator[Slip]:
    """`return w + {"v": v}`, `return w and {"v": v}`, and `for x, y in xs, ys`."""
    for node in own_nodes(written.node):
        value = node.value if isinstance(node, ast.Return) else None
        if isinstance(value, ast.BoolOp) and isinstance(value.values[-1], ast.Dict | ast.BinOp):
            yield Slip("slip.together", value, {"sign": "and" if isinstance(value.op, ast.And) else "or"})
        elif isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and isinstance(value.right, ast.Dict):
            yield Slip("slip.together", value, {"sign": "+"})
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple):
            yield Slip("slip.zip", node.iter, {"written": written.said(node.iter).strip("()")})


def _questions(written: Written) -> Iterator[Slip]:
    """`if a > 0 & b < 1`, `if step == a or b`."""
    for node in own_nodes(written.node):
        if isinstance(node, ast.Compare):
            for part in node.comparators:
                if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd | ast.BitOr):
                    sign, word = ("&", "and") if isinstance(part.op, ast.BitAnd) else ("|", "or")
                    yield Slip("slip.bitwise", part, {"sign": sign, "word": word})
        elif isinstance(node, ast.BoolOp) and isinstance(first := node.values[0], ast.Compare):
            other = next((one for one in node.values[1:] if isinstance(one, ast.Constant | ast.Name)), None)
            if other is not None and isinstance(first.ops[0], ast.Eq):
                meant = f"{written.said(first.left)} == {written.said(other)}"
                yield Slip("slip.half-question", other, {"written": written.said(other), "meant": meant})


def _shape(written: Written) -> Iterator[Slip]:
    """`g / X.shape`."""
    for node in own_nodes(written.node):
        for part in (node.left, node.right) if isinstance(node, ast.BinOp) else ():
            if isinstance(part, ast.Attribute) and part.attr == "shape":
                yield Slip("slip.shape", part, {"written": written.said(part)})


def _identity(written: Written) -> Iterator[Slip]:
    """`if step is total`."""
    for node in own_nodes(written.node):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
            other = node.comparators[0]
            if not (isinstance(other, ast.Constant) and other.value in (None, True, False)):
                word, sign = ("is", "==") if isinstance(node.ops[0], ast.Is) else ("is not", "!=")
                yield Slip("slip.identity", node, {"word": word, "sign": sign})


def _precedence(written: Written) -> Iterator[Slip]:
    """`s**1/2` and `m/1 - beta**t`."""
    for node in own_nodes(written.node):
        if not (isinstance(node, ast.BinOp) and isinstance(left := node.left, ast.BinOp)):
            continue
        said = written.said(node.left)
        is_one = isinstance(left.right, ast.Constant) and left.right.value == 1 and not said.startswith("(")
        if not is_one or not said.endswith("1"):
            continue
        first = written.said(left.left)
        if isinstance(node.op, ast.Div) and isinstance(left.op, ast.Pow):
            meant = f"{first}**(1/{written.said(node.right)})"
            yield Slip("slip.power-first", node, {"written": written.said(node), "meant": meant})
        elif isinstance(node.op, ast.Sub | ast.Add) and isinstance(left.op, ast.Div):
            yield Slip("slip.divided-first", node, {"part": f"{first}/1"})


OF_VALUES: tuple[Finds, ...] = (
    *(_sign, _comma, _text, _numpys_arguments, _together, _questions, _shape, _precedence, _identity),
)
"""What is looked for, in this order."""
