"""An exercise without a rule: a file that holds the right function in NumPy, inputs for it, and wrong functions.

    import numpy as np
    from autograder.catalogue.reference import Case, CaseCheck, mistake

    def clip(grad, *, most):
        '''What students read in the stub.'''
        ...

    @mistake("by-element", "each number is clipped by itself", "what is compared with most",
             "Clip [3, 4] with most = 1: does it still point the same way?")
    def clip_by_element(grad, *, most):
        ...

    def cases(random):
        return (CaseCheck("usual", "a gradient that is too long", 2, (Case("why", {"grad": [3, 4], "most": "1"}),)),)

The function may call others of its file, and be given them: an input that is the name of one of them is that function.
It may also call functions that other exercises ask for, which the course lists for it in `uses`: with
`adam = of_course("adam")` the name is that of the right one, under the course's convention.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from autograder.errors import CourseError
from autograder.symbolic.cases import Case, CaseCheck, Each

Function = Callable[..., Any]
_F = TypeVar("_F", bound=Function)
LABEL = "_mistake"


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of a wrong function."""

    id: str
    title: str
    place: str
    hint: str


def mistake(id: str, title: str, place: str, hint: str) -> Callable[[_F], _F]:
    """Mark a function as a wrong one.

    Args:
        id: its name, such as "never-shortened"; it stands behind the exercise's.
        title: what the code does, as in "the step is never shortened".
        place: where to look, without giving the answer away.
        hint: a question that leads there.
    """

    def labelled(function: _F) -> _F:
        setattr(function, LABEL, Label(id, title, place, hint))
        return function

    return labelled


def of_course(name: str) -> Function:
    """The right function of another exercise, under the course's convention; the course lists its name in `uses`."""

    def unknown(*_: Any, **__: Any) -> Any:
        raise CourseError(f'of_course("{name}"): the course must list "{name}" in the  uses = [...]  of this exercise')

    return unknown


@dataclass(frozen=True, slots=True)
class Source:
    """A function as text that stands for itself: what its file has around it, its head, and its lines."""

    head: str
    """Everything before the lines, with its `def` line last."""
    lines: tuple[str, ...]
    """The body, moved to the left margin; blank lines and the docstring are left out."""

    @property
    def text(self) -> str:
        """All of it."""
        return self.head + "".join(f"    {line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong function with what is said of it."""

    label: Label
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """All that a reference file says."""

    name: str
    file: Path
    function: Function
    source: Source
    signature: str
    """"clip(grad, *, most)"."""
    parameters: tuple[str, ...]
    """Those given by position."""
    keywords: tuple[str, ...]
    counts: frozenset[str]
    """Parameters that are said to be an `int`."""
    result: str
    """What the returned value is called: a name where the last `return` gives one, else "result"."""
    docstring: str
    wrong: tuple[Wrong, ...]
    cases: Callable[[Random], Sequence[CaseCheck]]
    others: Mapping[str, Function]
    """Further functions of the file, which inputs may name."""
    around: str
    """These and all else that the programs of the file share, as text."""

    def called(self, helper: str) -> str:
        """What programs of other exercises know a function of the file as: two files may have one of the same name."""
        return f"{helper}_of_{self.name}"

    def text_of(self, helper: str) -> str:
        """A function of the file as text of one function, with all that it needs inside."""
        function = inspect.signature(self.others[helper])
        handed_on = [f"{p.name}={p.name}" if p.kind is p.KEYWORD_ONLY else p.name for p in function.parameters.values()]
        head, end = f"def {self.called(helper)}{function}:\n", f"    return {helper}({', '.join(handed_on)})\n"
        return f"{head}{textwrap.indent(_needed(self.around, helper), '    ')}\n{end}"

    def refused(self, why: str) -> CourseError:
        """The error for what is wrong with the file."""
        return CourseError(f"{self.file}: {why}")


def _needed(around: str, name: str) -> str:
    """The statements that a function of some text needs, itself included, in their order."""
    statements = ast.parse(around).body
    wanted, before = {name}, set[str]()
    while wanted != before:
        before = set(wanted)
        for statement in statements:
            if wanted & _bound(statement):
                wanted |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return "\n".join(ast.unparse(statement) for statement in statements if wanted & _bound(statement))


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement of a reference file gives a meaning to."""
    match statement:
        case ast.FunctionDef():
            return {statement.name}
        case ast.Import() | ast.ImportFrom():
            return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


__all__ = ["Case", "CaseCheck", "Each", "Reference", "mistake", "of_course"]
