"""The texts of a question with its numbers filled in."""

from __future__ import annotations

import re
from typing import Any

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.programs import Program
from autograder.quiz.generators.shown import shown
from autograder.quiz.generators.worked import worked_lines
from autograder.symbolic.printing import formula_text, numpy_source

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def filled(text: str, context: Context) -> str:
    """The text with every `{formula}` and every `{code}`, `{rule}` and the like in place."""

    def fill(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        return _filled(found[1].strip(), context)

    return _BRACES.sub(fill, text)


def _filled(name: str, context: Context) -> str:
    for prefix, program in context.programs.items():
        front = f"{prefix}_" if prefix else ""
        if program is not None and name.removeprefix(front) in _OF_PROGRAMS and name.startswith(front):
            return str(_OF_PROGRAMS[name.removeprefix(front)](context, prefix, program))
        if name == f"{front}loss" and context.runs[prefix].on in LANDSCAPES:
            return LANDSCAPES[context.runs[prefix].on].formula
    if name in context.draw and name not in context.drawn:
        return context.draw[name]
    value = context.drawn[name] if name in context.drawn else context.value(name)
    if value is None:
        raise NotSeparatedError(f"{name} has no value")
    return shown(value)


def _rule(context: Context, prefix: str, program: Program) -> str:
    return _set_in(formula_text(program.right))


def _code(context: Context, prefix: str, program: Program) -> str:
    mistake = context.runs[prefix].mistake
    return _set_in(numpy_source((program.mistaken(mistake) if mistake else None) or program.right))


def _worked(context: Context, prefix: str, program: Program) -> str:
    lines = worked_lines(context, prefix)
    return "\n".join(f"    {at}. {line.text}" for at, line in enumerate(lines, 1))


def _mistake(context: Context, prefix: str, program: Program) -> str:
    edit = program.edit(context.runs[prefix].mistake)
    return edit.title if edit else "nothing is wrong"


_OF_PROGRAMS: dict[str, Any] = {"rule": _rule, "code": _code, "worked": _worked, "mistake": _mistake}


def _set_in(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines())
