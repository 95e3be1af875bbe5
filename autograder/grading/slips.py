"""What Python accepts and nobody means: `w =- step`, a comma that makes a tuple, a `return` inside the loop.

Each slip is one function of the table `SLIPS`: from a function's source to the part that is meant, as the id of a
sentence and its values. It is looked for only where the answers are wrong, and says only what is true of the line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from autograder.grading.source import Source, own_nodes, returns_of
from autograder.model import Excerpt, Status
from autograder.model.display import listed


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

    def line(self, node: ast.AST) -> str:
        """The line on which a part begins."""
        return self.text.split("\n")[getattr(node, "lineno", 1) - 1]

    def said(self, node: ast.AST) -> str:
        """A part as it was written."""
        return ast.get_source_segment(self.text, node) or ""


def slips_of(source: Source, name: str) -> tuple[Slip, ...]:
    """The slips in the last definition of a function, those that explain most first, at their lines of the file."""
    found, (cell, tree) = source.definition(name), source.cell_of(name)
    if found is None or cell is None or tree is None or isinstance(found[0], ast.ClassDef):
        return ()
    outside = tuple(node for node in tree.body if isinstance(node, ast.Return))
    written = Written(found[0], cell.source, outside)
    slips = [slip for find in SLIPS for slip in find(written)]
    return tuple(
        Slip(s.id, s.node, s.values, s.columns, s.further, cell.line + getattr(s.node, "lineno", 1) + s.further - 1)
        for s in slips
    )


def telling_slip(source: Source, name: str, status: Status, line: int | None = None) -> Slip | None:
    """What of a function explains a verdict: of an exception on its own line, of a loop that does not end, or else."""
    if status not in (Status.FAILED, Status.TIMEOUT, Status.ERROR):
        return None
    slips = slips_of(source, name)
    if status is Status.TIMEOUT:
        return next((slip for slip in slips if slip.is_endless), None)
    if status is Status.ERROR:
        return next((slip for slip in slips if slip.line == line), None)
    return next((slip for slip in slips if slip.id != "slip.forever"), None)


def shown(slip: Slip, source: Source, within: str) -> Excerpt | None:
    """The line of a slip, with the part that is meant."""
    node = slip.node
    start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
    if getattr(node, "end_lineno", None) != getattr(node, "lineno", None):
        end = -1
    columns = slip.columns or ((0, 0) if slip.further else (start, end))
    return source.excerpt_at(slip.line, columns, within)


def only_return(source: Source, name: str) -> Excerpt | None:
    """The only `return` of a function; None where it has several or none."""
    definition = source.definition(name)
    returns = returns_of(definition[0]) if definition else []
    if definition is None or len(returns) != 1:
        return None
    line = definition[1] + returns[0].lineno - definition[0].lineno
    return shown(Slip("", returns[0].value or returns[0], line=line), source, name)


# ---------------------------------------------------------------- the slips

Finds = Callable[[Written], Iterator[Slip]]


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
    text = written.node.body[0]
    if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str):
        lines = written.said(text).split("\n")
        at = next((i for i, line in enumerate(lines) if i and re.match(r"\s*return\b(?!s)", line)), None)
        if at is not None:
            yield Slip("slip.return-in-text", text, further=at)
    below = [one for one in written.outside if one.lineno > (written.node.end_lineno or 0)]
    yield from (Slip("slip.return-outside", one) for one in below[:1])


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
        if isinstance(value, ast.Compare) and isinstance(value.ops[0], ast.Eq):
            yield Slip("slip.compared", value)
        elif isinstance(value, ast.Compare) and re.match(r"\w+ *<- ", written.said(value)):
            yield Slip("python.walrus", value)
        elif isinstance(value, ast.Compare | ast.BinOp):
            yield Slip("slip.unkept", value)
        elif isinstance(value, ast.Call) and not any(one.arg == "out" for one in value.keywords):
            called = written.said(value.func)
            if called.startswith("np.") and called.removeprefix("np.") in _NEW:
                yield Slip("slip.new-array", value, {"function": called})


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
    """An argument that is given a fixed value."""
    arguments = written.node.args
    given = {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    for node in written.node.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if (
            isinstance(target, ast.Name)
            and target.id in given
            and isinstance(getattr(node, "value", None), ast.Constant)
        ):
            yield Slip("slip.overwritten", node, {"name": target.id})


SLIPS: tuple[Finds, ...] = (
    *(_sign, _comma, _early_return, _no_return, _printed, _unkept, _precedence, _forever, _overwritten),
)
"""What is looked for, in this order."""
