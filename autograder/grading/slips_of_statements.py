"""Slips in what a function does: lines that are never reached, values that nothing keeps, loops that do not end."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from autograder.grading.slip import Finds, Slip, Written
from autograder.grading.source import own_nodes, returns_of
from autograder.model.display import listed


def _early_return(written: Written) -> Iterator[Slip]:
    """A `return` that always ends the loop that it is in, or has lines below it."""
    for node in own_nodes(written.node):
        if isinstance(node, ast.For | ast.While):
            yield from (Slip("slip.return-in-loop", one) for one in node.body if isinstance(one, ast.Return))
    for one, after in zip(written.node.body, written.node.body[1:], strict=False):
        if isinstance(one, ast.Return) and not isinstance(after, ast.Raise):
            yield Slip("slip.below-return", one)


def _no_return(written: Written) -> Iterator[Slip]:
    """Where the only `return` is in the docstring, or outside the function."""
    if any(isinstance(node, ast.Return) for node in own_nodes(written.node)):
        return
    yield from _behind_a_sign(written)
    yield from _never_called(written)
    text = written.node.body[0]
    if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str):
        lines = written.said(text).split("\n")
        at = next((i for i, line in enumerate(lines) if i and re.match(r"\s*return\b(?!s)", line)), None)
        if at is not None:
            yield Slip("slip.return-in-text", text, further=at)
    below = [one for one in written.outside if one.lineno > (written.node.end_lineno or 0)]
    yield from (Slip("slip.return-outside", one) for one in below[:1])


def _behind_a_sign(written: Written) -> Iterator[Slip]:
    """`# return w`."""
    lines = written.text.split("\n")[written.node.lineno - 1 :]
    own = (written.node.end_lineno or written.node.lineno) - written.node.lineno
    for further, line in enumerate(lines):
        if further > own and line.strip() and not re.match(r"\s+#", line):
            return
        if re.match(r"\s+# ?return\b(?! [a-z]+ [a-z]+)", line):
            yield Slip("slip.commented", written.node, further=further)


def _never_called(written: Written) -> Iterator[Slip]:
    """A function inside the function, which has the `return`s and is never called."""
    used = {node.id for node in ast.walk(written.node) if isinstance(node, ast.Name)}
    for node in written.node.body:
        if isinstance(node, ast.FunctionDef) and node.name not in used:
            yield Slip("slip.never-called", node, {"name": node.name}, (node.col_offset, node.col_offset + 3))


def _printed(written: Written) -> Iterator[Slip]:
    """`return print(...)`, `new = print(...)`."""
    for node in own_nodes(written.node):
        if isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.Call):
            called = node.value.func
            if isinstance(called, ast.Name) and called.id == "print":
                yield Slip("slip.printed", node.value)


_NEW = frozenset(
    ("append", "concatenate", "add", "subtract", "multiply", "divide", "sqrt", "square", "power", "dot", "where")
)


def _unkept(written: Written) -> Iterator[Slip]:
    """Lines that work something out and keep nothing."""
    for node in own_nodes(written.node):
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Compare):
            yield from _returned_comparison(written, node.value)
        elif isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            yield Slip("slip.compared", value)
        elif isinstance(value, ast.Compare) and re.match(r"\w+ *<- ", written.said(value)):
            yield Slip("python.walrus", value)
        elif isinstance(value, ast.Compare | ast.BinOp):
            yield Slip("slip.unkept", value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            if not hasattr(builtins, value.func.id) and value.func.id not in _inner_without_value(written):
                yield Slip("slip.not-kept", value, {"name": value.func.id})
        elif isinstance(value, ast.Call) and not any(one.arg == "out" for one in value.keywords):
            called = written.said(value.func)
            if called.startswith("np.") and called.removeprefix("np.") in _NEW:
                yield Slip("slip.new-array", value, {"function": called})


def _inner_without_value(written: Written) -> set[str]:
    """The functions inside the function that change something and give nothing back."""
    inner = [node for node in written.node.body if isinstance(node, ast.FunctionDef)]
    return {node.name for node in inner if not returns_of(node)}


def _returned_comparison(written: Written, compared: ast.Compare) -> Iterator[Slip]:
    if isinstance(compared.ops[0], ast.Eq):
        yield Slip("slip.returned-comparison", compared, {"written": f"{written.said(compared.left)} =="})


_GIVES_NONE = frozenset(("append", "extend", "insert", "sort", "reverse", "update"))


def _gives_none(written: Written) -> Iterator[Slip]:
    """`return points.append(w)`, `return w, state.update(v=v)`."""
    for node in own_nodes(written.node):
        value = node.value if isinstance(node, ast.Return) else None
        for part in value.elts if isinstance(value, ast.Tuple) else [value]:
            method = part.func if isinstance(part, ast.Call) else None
            if not isinstance(method, ast.Attribute) or not isinstance(method.value, ast.Name):
                continue
            if method.attr in (_GIVES_NONE if method.value.id not in written.arguments else {"update"}):
                values = {"method": method.attr, "name": method.value.id}
                yield Slip("slip.gives-none", part or node, values)


def _begun_anew(written: Written) -> Iterator[Slip]:
    """`points = []` inside the loop that appends to it."""
    for loop in own_nodes(written.node):
        if not isinstance(loop, ast.For | ast.While):
            continue
        after = [one for one in own_nodes(written.node) if getattr(one, "lineno", 0) > (loop.end_lineno or 0)]
        used = {one.id for one in after if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
        for node in loop.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            is_empty = isinstance(node, ast.Assign) and isinstance(node.value, ast.List) and not node.value.elts
            if is_empty and isinstance(target, ast.Name) and target.id in used:
                yield Slip("slip.begun-anew", node, {"name": target.id})


def _forever(written: Written) -> Iterator[Slip]:
    """A `while` of which nothing changes the names in its condition."""
    for node in own_nodes(written.node):
        if not isinstance(node, ast.While) or any(isinstance(one, ast.Call) for one in ast.walk(node.test)):
            continue
        asked = [one.id for one in ast.walk(node.test) if isinstance(one, ast.Name)]
        inside = [part for one in node.body for part in ast.walk(one)]
        changed = {one.id for one in inside if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
        used = {one.value.id for one in inside if hasattr(one, "value") and isinstance(one.value, ast.Name)}
        ends = any(isinstance(one, ast.Break | ast.Return | ast.Raise) for one in inside)
        if asked and not ends and not set(asked) & (changed | used):
            yield Slip("slip.forever", node, {"names": listed(list(dict.fromkeys(asked)))})


def _overwritten(written: Written) -> Iterator[Slip]:
    """An argument that is given a fixed value, or that a loop counts with."""
    for node in own_nodes(written.node):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and node.target.id in written.arguments:
            yield Slip("slip.loop-name", node.target, {"name": node.target.id})
    for node in written.node.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if (
            isinstance(target, ast.Name)
            and target.id in written.arguments
            and isinstance(getattr(node, "value", None), ast.Constant)
        ):
            yield Slip("slip.overwritten", node, {"name": target.id})


OF_STATEMENTS: tuple[Finds, ...] = (
    *(_early_return, _no_return, _printed, _gives_none, _unkept, _begun_anew, _forever, _overwritten),
)
"""What is looked for, in this order."""
