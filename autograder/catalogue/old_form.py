"""What rule files were written with before their formulas were text, and how each thing is written now."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.errors import CourseError

NOW: Mapping[str, str] = {
    "as_written": "nothing: formulas are text, which stays as it is written",
    "Step": 'a line of the text in steps="""...""", such as  w = w - lr*grad',
    "StateQuantity": 'State("m", "average of the gradients"), for a count with integer=True',
    "Mistake": 'five texts in MISTAKES: ("id", "what the code does", "where to look", "a question", "the lines")',
    "Edit": "the lines that differ:  v = beta*v; w = w - v   or in another order:  w; v   or once more:  ...; m = v",
    "Everywhere": "text such as  step -> step + 1",
    "parameters": 'takes="w grad", or what each one is: takes={"w": "weights, float64, any shape"}',
    "words": 'takes={"w": "weights, ..."} and returns={"lr": "the learning rate, a float"}',
    "result": 'returns="w"',
    "mistakes": "MISTAKES = (...), beside RULE",
    "cases": "a function  def cases(random)  beside RULE",
}
"""Old name or keyword -> what is written in its place."""


def say_how_to_rewrite(file: Path) -> None:
    """CourseError where a rule file is written in the old form; it lists what is to be written otherwise."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):  # no Python at all: whoever loads the file says so
        return
    found: dict[str, int] = {}
    for name, line in _old_parts(tree):
        found.setdefault(name, line)
    if found:
        parts = "".join(f"\n  line {line}: {name}  becomes  {NOW[name]}" for name, line in found.items())
        raise CourseError(
            f"{file}: this is the old form of a rule. Formulas are text now, in RULE = Rule.from_text(...):{parts}\n"
            'See "An optimizer of your own" in the README.'
        )


def _old_parts(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names and keywords that only the old form has, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder.symbolic"):
            yield from ((alias.name, node.lineno) for alias in node.names if alias.name in NOW)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule":
            yield from ((str(keyword.arg), keyword.value.lineno) for keyword in node.keywords if keyword.arg in NOW)
