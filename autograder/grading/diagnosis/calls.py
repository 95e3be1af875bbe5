"""A function that calls another of the student's that is not right: the line to mend may stand in the other one."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from autograder.grading.sentences import Texts
from autograder.grading.source import mentions, parsed
from autograder.model import Cell, Diagnosis, DiagnosisKind, DiagnosisPart, ExerciseResult, Status


def told_whom_they_call(
    results: Sequence[ExerciseResult], cells: Iterable[Cell], texts: Texts
) -> tuple[ExerciseResult, ...]:
    """The results of one file; what calls a function that did not pass is told so, and given no mistake of its own."""
    wrong = {result.name for result in results if result.status is not Status.PASSED}
    some = tuple(cells)
    if len(wrong) < 2 or all(sum(mentions(cell, name) for cell in some) < 2 for name in wrong):
        return tuple(results)  # what nobody names but its own definition is not called
    calls = _calls(some)
    return tuple(_told(result, _reached(result.name, calls) & wrong, texts) for result in results)


def _told(result: ExerciseResult, called: Collection[str], texts: Texts) -> ExerciseResult:
    names = sorted(set(called) - {result.name})
    if result.diagnosis is None or not names or result.status is Status.PASSED:
        return result
    said = {"function": result.name, "names": texts.listed(names), "count": len(names)}
    title, hint, place = (texts(f"calls-wrong.{part}", **said) for part in ("title", "hint", "place"))
    part = DiagnosisPart(f"{result.name}/calls-wrong", title, hint, place)
    diagnosis = Diagnosis(DiagnosisKind.BEHAVIOUR, (part,), result.diagnosis.first_visible_step)
    return replace(result, diagnosis=diagnosis)


def _reached(name: str, calls: Mapping[str, frozenset[str]]) -> set[str]:
    """The functions that one calls, and those that these call."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = calls.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting += new
    return found


def _calls(cells: Iterable[Cell]) -> dict[str, frozenset[str]]:
    """For each function of a file, the names that it calls; the last definition of a name is the one that counts."""
    return {name: called for cell in cells for name, called in _calls_of(cell.source).items()}


@lru_cache(maxsize=1024)
def _calls_of(source: str) -> Mapping[str, frozenset[str]]:
    """The same for one cell; kept, because most of a class write some of them alike."""
    tree = parsed(Cell(source))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    return {node.name: frozenset(_called_in(node)) for node in functions}


def _called_in(function: ast.FunctionDef) -> Iterator[str]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return (call.func.id for call in calls if isinstance(call.func, ast.Name))
