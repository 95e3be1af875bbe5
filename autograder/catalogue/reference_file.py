"""Reads a reference file: the right function as text that stands for itself, the wrong ones, and what they share."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from autograder.catalogue.load import loaded_from_outside, rule_of
from autograder.catalogue.reference import LABEL, Function, Label, Reference, Source, Wrong, of_course
from autograder.errors import CourseError
from autograder.model import Exercise

KINDS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign, ast.AnnAssign)
"""What a reference file is made of, beside its docstring; of these, all but the answers is told to every program."""


def reference_of(exercise: Exercise) -> Reference:
    """The reference of an exercise; CourseError names the file and what to write."""
    return _load(Path(exercise.folder) / exercise.rule, exercise.name, exercise.uses)


@cache
def _load(file: Path, name: str, uses: tuple[Exercise, ...]) -> Reference:
    page = loaded_from_outside(file, "reference")
    used = "".join(map(_text_of_used, uses))
    vars(page).update(_functions(used, uses))
    tree = ast.parse(file.read_text(encoding="utf-8"), str(file))
    nodes = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    function = getattr(page, name, None)
    if name not in nodes or not callable(function):
        raise CourseError(f"{file}: it defines no function {name}: write  def {name}(...):  as the course calls it")
    _require_known(tree, file)
    if not callable(getattr(page, "cases", None)):
        raise CourseError(f"{file}: it has no inputs: write a function  cases(random)  that returns CaseCheck(...)s")
    labels = {one: label for one in nodes if (label := getattr(getattr(page, one, None), LABEL, None))}
    helpers = [node for node in tree.body if _is_told(node, {name, "cases", *labels})]
    around = used + "\n".join(map(ast.unparse, helpers))
    node = nodes[name]
    _require_plain_arguments(node, file)
    docstring = inspect.getdoc(function) or ""
    if not docstring.strip():
        raise CourseError(f"{file}, line {node.lineno}: {name} has no docstring: it is what students read in the stub")
    others = {one: getattr(page, one) for one in nodes if one not in (name, "cases", *labels)}
    return Reference(
        name=name,
        file=file,
        function=function,
        source=_source(around, node, name, node.args),
        signature=f"{name}({_arguments(node.args)})",
        parameters=tuple(a.arg for a in node.args.args),
        keywords=tuple(a.arg for a in node.args.kwonlyargs),
        counts=frozenset(a.arg for a in node.args.args if a.annotation and ast.unparse(a.annotation) == "int"),
        result=_result(node),
        docstring=docstring,
        wrong=tuple(_wrong(file, nodes, labels, around, name)),
        cases=page.cases,
        others=others,
        around=around,
    )


def _text_of_used(exercise: Exercise) -> str:
    """The right function of another exercise as text; what it needs itself is hidden in it."""
    if exercise.is_reference:
        source = reference_of(exercise).source.text
    else:
        from autograder.symbolic.printing import numpy_source

        source = f"import numpy as np\n{numpy_source(rule_of(exercise).under(exercise.convention))}"
    name = exercise.name
    return f"def _{name}():\n{textwrap.indent(source, '    ')}    return {name}\n{name} = _{name}()\n"


def _functions(source: str, exercises: tuple[Exercise, ...]) -> dict[str, Function]:
    """The functions of some exercises from their text."""
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    return {exercise.name: namespace[exercise.name] for exercise in exercises}


def _require_known(tree: ast.Module, file: Path) -> None:
    """CourseError for a statement of the file that programs made of it would not have."""
    for node in tree.body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not isinstance(node, KINDS) and not is_text:
            raise CourseError(
                f"{file}, line {node.lineno}: a reference file holds imports, functions and assignments, and no "
                f"{type(node).__name__}"
            )


def _require_plain_arguments(node: ast.FunctionDef, file: Path) -> None:
    if node.args.vararg or node.args.kwarg or node.args.posonlyargs:
        raise CourseError(f"{file}, line {node.lineno}: {node.name} must name each of its arguments, without * and **")


def _is_told(node: ast.stmt, answers: set[str]) -> bool:
    """Whether a statement belongs to every program made of the file."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "autograder":
        return False
    if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(f"{of_course.__name__}("):
        return False  # its text stands before all others
    return isinstance(node, KINDS) and not (isinstance(node, ast.FunctionDef) and node.name in answers)


def _wrong(
    file: Path, nodes: Mapping[str, ast.FunctionDef], labels: Mapping[str, Label], around: str, name: str
) -> Iterator[Wrong]:
    seen: set[str] = set()
    right = nodes[name].args
    for one, label in labels.items():
        node = nodes[one]
        at = f"{file}, line {node.lineno}: the mistake"
        if label.id in seen:
            raise CourseError(f'{at} "{label.id}" is there twice: give each its own id')
        if not all(isinstance(text, str) and text.strip() for text in (label.id, label.title, label.place, label.hint)):
            raise CourseError(f"{at} {one} needs an id, a title, a place and a hint, each a text")
        if _names(node.args) != _names(right):
            raise CourseError(f'{at} "{label.id}" takes other arguments than {name}: write ({_arguments(right)})')
        seen.add(label.id)
        yield Wrong(label, _source(around, node, name, right))


def _source(around: str, node: ast.FunctionDef, name: str, arguments: ast.arguments) -> Source:
    body = [one for one in node.body if not _is_docstring(one)]
    lines = "\n".join(map(ast.unparse, body)).splitlines() or ["pass"]
    return Source(f"{around}\n\ndef {name}({_arguments(arguments)}):\n", tuple(line for line in lines if line.strip()))


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _names(arguments: ast.arguments) -> tuple[list[str], list[str]]:
    return [a.arg for a in arguments.args], [a.arg for a in arguments.kwonlyargs]


def _arguments(arguments: ast.arguments) -> str:
    """The arguments as the stub shows them, without their types."""
    bare = ast.parse(f"def f({ast.unparse(arguments)}): pass").body[0]
    assert isinstance(bare, ast.FunctionDef)
    for argument in (*bare.args.args, *bare.args.kwonlyargs):
        argument.annotation = None
    return ast.unparse(bare.args)


def _result(node: ast.FunctionDef) -> str:
    """What the last `return` gives, where that has a name."""
    returned = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
    first = returned[-1] if returned else None
    if isinstance(first, ast.Tuple) and first.elts:
        first = first.elts[0]
    return first.id if isinstance(first, ast.Name) else "result"
