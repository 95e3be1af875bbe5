"""A run worked out line by line, and the first line in which its mistake shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.formulas import number, same
from autograder.quiz.generators.runs import calls
from autograder.quiz.generators.shown import shown
from autograder.symbolic.evaluate import ROUNDED, evaluate
from autograder.symbolic.printing import text
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import as_written
from autograder.symbolic.vocabulary import grad, w


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One line of a calculation: what is printed, and whether the rule gives the same from the values before it."""

    text: str
    is_right: bool


def worked_lines(context: Context, prefix: str) -> tuple[WorkedLine, ...]:
    """The lines of a run as its own, mistaken program carries them out; a gradient that is measured is a line too."""
    run, program = context.runs[prefix], context.programs[prefix]
    if program is None:
        raise context.wrong("a run without a rule has no lines")
    rule = (program.mistaken(run.mistake) if run.mistake else None) or program.right
    lines: list[WorkedLine] = []
    for called in calls(run, rule, context.drawn, ROUNDED):
        values = {name: _numbers(value) for name, value in called.given.items() if name != "state"}
        values |= {q.name: int(q.first or 0) if q.integer else _numbers(q.first) for q in rule.state}
        values |= {name: _numbers(value) for name, value in called.given.get("state", {}).items()}
        if grad.name in called.given:
            lines.append(WorkedLine(f"grad = {shown(values[grad.name])} at w = {shown(values[w.name])}", True))
        lines += _lines(rule, program.right, values, called.trace.passes[0].assigned)
    return tuple(lines)


def _lines(rule: Rule, right: Rule, values: dict[str, Any], assigned: Any) -> list[WorkedLine]:
    lines = []
    for at, (step, (name, value)) in enumerate(zip(rule.steps, assigned, strict=True)):
        printed = f"{name} = {_substituted(step.expression, values)}"
        result = shown(value)
        expected = right.steps[at] if at < len(right.steps) else None
        is_right = expected is not None and expected.symbol == step.symbol
        if is_right and expected is not None:
            given = number(evaluate(expected.expression, values, ROUNDED))
            is_right = same(given, number(value))
        lines.append(WorkedLine(printed if printed.endswith(f"= {result}") else f"{printed} = {result}", is_right))
        values[name] = value
    return lines


def first_wrong_line(context: Context, prefix: str) -> tuple[int, int]:
    """The number of the first line that is wrong, and how many there are; other numbers must be drawn if none is."""
    lines = worked_lines(context, prefix)
    wrong = [at for at, line in enumerate(lines, 1) if not line.is_right]
    if not wrong:
        raise NotSeparatedError("the mistake shows in no line")
    return wrong[0], len(lines)


def _numbers(value: Any) -> Any:
    """An argument as an object array of exact numbers; truth values and words as they are."""
    if isinstance(value, bool | int | str):
        return value
    return np.vectorize(ROUNDED.number, otypes=[object])(np.asarray(value, dtype=object))


def _substituted(expression: Any, values: dict[str, Any]) -> str:
    """A formula with its numbers in the place of names, as it would be written on paper."""
    parts = {symbol: sp.Symbol(_bracketed(shown(values[symbol.name]))) for symbol in expression.free_symbols}
    with as_written():
        return text(expression.xreplace(parts))


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
