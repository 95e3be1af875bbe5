"""Whether a program that we printed gives its mistake away by its look, before anybody has thought about it.

Compared with the right program, printed in the same way: it must not be longer, hold a number that does not belong
there, or a comment; nothing may be left over, said twice or do nothing. These programs are ours, so they may be parsed.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

Facts = Counter[str]
"""What a program has of something, and how often."""


def gives_away(program: str, right: str) -> str:
    """What is odd about the look of a program beside the right one, in words; empty where nothing is."""
    for oddity, has_more in ODDITIES.items():
        if has_more(program, right):
            return oddity
    return ""


def _is_longer(program: str, right: str) -> bool:
    """Longer in all, in lines, or in its longest line."""
    lines, others = program.splitlines(), right.splitlines()
    return len(program) > len(right) or len(lines) > len(others) or max(map(len, lines)) > max(map(len, others))


def _more(name: str) -> Callable[[str, str], bool]:
    """Whether a program has more of something than the right one."""
    return lambda program, right: bool(facts_of(program)[name] - facts_of(right)[name])


@lru_cache(maxsize=64)
def facts_of(program: str) -> Mapping[str, Facts]:
    """All that there is in a program to be looked at, by what it is."""
    tree = ast.parse(program)
    nodes = list(ast.walk(tree))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    given = [name.id for name in names if isinstance(name.ctx, ast.Store)]
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    read = {name.id for name in names if not isinstance(name.ctx, ast.Store)}
    bare = ast.unparse(tree)
    assigned = (node.value for node in nodes if isinstance(node, ast.Assign))
    return {
        "numbers": Counter(str(node.value) for node in nodes if isinstance(node, ast.Constant)),
        "comments": Counter("comment" for line in program.splitlines() if "#" in line),
        "names": Counter(set(given)),
        "given": Counter(given),
        "unused": Counter({*given, *parameters} - read),
        "copies": Counter("copy" for value in assigned if isinstance(value, (ast.Name, ast.Constant))),
        "brackets": Counter({"(": program.count("(") - bare.count("(")}),
        "idle": Counter("idle" for node in nodes if isinstance(node, ast.BinOp) and _does_nothing(node)),
    }


def _does_nothing(node: ast.BinOp) -> bool:
    """Times 1, plus 0, a number less itself, 1 - (1 - beta), a sign behind a sign."""
    left, right = node.left, node.right
    sides = [side.value for side in (left, right) if isinstance(side, ast.Constant)]
    is_by_one = isinstance(right, ast.Constant) and right.value == 1 and isinstance(node.op, (ast.Div, ast.Pow))
    is_less = isinstance(node.op, ast.Sub) and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub)
    return (
        0 in sides
        or is_by_one
        or (isinstance(node.op, ast.Mult) and 1 in sides)
        or (isinstance(node.op, (ast.Add, ast.Sub, ast.Div)) and _same(left, right))
        or isinstance(right, ast.UnaryOp)
        or (is_less and isinstance(right, ast.BinOp) and _same(left, right.left))
    )


def _same(one: ast.expr, other: ast.expr) -> bool:
    return type(one) is type(other) and ast.dump(one) == ast.dump(other)


ODDITIES: Mapping[str, Callable[[str, str], bool]] = {
    "it is longer": _is_longer,
    "a number does not belong there": _more("numbers"),
    "it has a comment": _more("comments"),
    "a name is new": _more("names"),
    "a name is given a value again": _more("given"),
    "something is not used": _more("unused"),
    "a line only copies": _more("copies"),
    "brackets are needless": _more("brackets"),
    "arithmetic does nothing": _more("idle"),
}
"""What gives a mistake away, and whether a program has more of it than the right one."""
