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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from autograder.catalogue.load import loaded_from_outside, rule_of
from autograder.errors import CourseError
from autograder.model import Exercise
from autograder.symbolic.cases import Case, CaseCheck, Each

Function = Callable[..., Any]
_F = TypeVar("_F", bound=Function)
KINDS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign, ast.AnnAssign)
"""What a reference file is made of, beside its docstring; of these, all but the answers is told to every program."""
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


__all__ = ["Case", "CaseCheck", "Each", "Reference", "mistake", "of_course", "reference_of"]
