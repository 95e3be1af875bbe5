"""What a docstring says is understood where it stands: in an editor, without the ones around it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "masters" not in path.relative_to(PACKAGE).parts)
ARRAYS = re.compile(r"\b(ndarray|Array|FloatArray|IntArray|BoolArray)\b")
SHAPE = re.compile(r"\bshapes?\b|\(n(, \w+)?,?\)|\b0-d\b")
"""The word, or a shape itself: (n,), (n, m), 0-d."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(node: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """The public classes and functions of a module, and the public methods of these classes."""
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def places(module: Path) -> Iterator[tuple[str, Definition]]:
    """Each public definition of a module, with the place to look at."""
    for node in public(ast.parse(module.read_text(encoding="utf-8"))):
        yield f"{module.relative_to(PACKAGE.parent)}:{node.lineno} {node.name}", node


def takes_arrays(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function has a parameter that is an array, or holds arrays."""
    given = function.args
    annotations = (a.annotation for a in (*given.posonlyargs, *given.args, *given.kwonlyargs))
    return any(ARRAYS.search(ast.unparse(annotation)) for annotation in annotations if annotation is not None)


def name_of(module: Path) -> str:
    """A module as pytest shows it."""
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_docstring_does_not_lean_on_the_one_above(module: Path) -> None:
    """No public docstring begins with "The same", which says nothing where it is shown alone."""
    leaning = [place for place, node in places(module) if (ast.get_docstring(node) or "").startswith("The same")]
    assert not leaning


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_function_of_arrays_says_their_shapes(module: Path) -> None:
    """Every public function that takes arrays says in its docstring what shape they have."""
    functions = [(place, node) for place, node in places(module) if not isinstance(node, ast.ClassDef)]
    silent = [place for place, f in functions if takes_arrays(f) and not SHAPE.search(ast.get_docstring(f) or "")]
    assert not silent


def test_functions_of_arrays_are_found() -> None:
    """The package has such functions, and a docstring without a shape would be noticed."""
    (silent,) = ast.parse('def f(w: FloatArray) -> None:\n    """Take a step."""').body
    assert isinstance(silent, ast.FunctionDef)
    assert takes_arrays(silent)
    assert not SHAPE.search(ast.get_docstring(silent) or "")
    found = [n for module in MODULES for _, n in places(module) if not isinstance(n, ast.ClassDef) and takes_arrays(n)]
    assert len(found) > 5
