"""The lines of a rule as text, one under the other as in the stub, and what of them a mistake writes otherwise.

A line is `name = formula`. Lines stand under each other or with semicolons between them; one that is set in goes on the
line above it. See `autograder.symbolic.formulas` for what a formula may be.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from autograder.symbolic.formulas import FormulaError, Vocabulary, parse, proposal
from autograder.symbolic.steps import Edit, Everywhere, Step, Steps

_ASSIGNMENT = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*) *(?P<sign>=|->) *(?P<formula>[^=].*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
ALL_LINES = "..."


class LineError(ValueError):
    """A line that cannot be read: the line, and a sentence that says what is wrong with it."""

    def __init__(self, line: str, why: str) -> None:
        super().__init__(f"{line}: {why}")
        self.line = line
        self.why = why


def assigned_names(text: str) -> tuple[str, ...]:
    """The names that lines assign, each once, in the order of the lines."""
    return tuple(dict.fromkeys(_parts(line)["name"] for line in _lines(text)))


def read_steps(text: str, words: Vocabulary) -> Steps:
    """The steps that lines say; LineError where one cannot be read."""
    return tuple(_step(line, words) for line in _lines(text))


def read_edit(text: str, words: Vocabulary, assigned: Collection[str]) -> Edit | Everywhere:
    """What a mistake does to the lines of a rule, which assign some names; LineError where it cannot be read.

    `v = beta*v` is in the place of the rule's line of v. A name alone is the rule's own line: where there is one, the
    lines are carried out in the order in which they stand here, and no others. `...` is all the lines of the rule,
    after which some may follow that assign once more. `step -> step + 1` is a change of every line.
    """
    lines = list(_lines(text))
    if any("->" in line for line in lines):
        return _everywhere(lines, words)
    at = lines.index(ALL_LINES) if ALL_LINES in lines else len(lines)
    changed, added = lines[:at], lines[at + 1 :]
    order = tuple(words.symbols[_name(line, assigned)] for line in changed)
    steps = [_step(line, words) for line in changed if not _NAME.fullmatch(line)]
    return Edit(
        {step.symbol: step.expression for step in steps},
        order if len(steps) < len(order) else None,
        tuple(_step(line, words) for line in added),
    )


def _everywhere(lines: Sequence[str], words: Vocabulary) -> Everywhere:
    parts = {words.symbols[_name(line, words.symbols)]: _formula(line, words) for line in lines}
    return Everywhere(lambda expression: expression.xreplace(parts))


def _lines(text: str) -> Iterator[str]:
    """Every line, with what goes on it, without blanks around it."""
    whole: list[str] = []
    for line in textwrap.dedent(text).splitlines():
        if line.startswith(" ") and whole:
            whole[-1] = f"{whole[-1]} {line.strip()}"
        elif line.strip():
            whole.append(line)
    for line in whole:
        yield from (part.strip() for part in line.split(";") if part.strip())


def _parts(line: str) -> re.Match[str]:
    found = _ASSIGNMENT.fullmatch(line)
    if found is None:
        raise LineError(line, "a line is written  name = formula")
    return found


def _name(line: str, known: Collection[str]) -> str:
    """The name that a line is about, which must be one of those that are known."""
    name = line if _NAME.fullmatch(line) else _parts(line)["name"]
    if name not in known:
        raise LineError(line, f"the rule has no line of {name}{proposal(name, known)}")
    return name


def _step(line: str, words: Vocabulary) -> Step:
    return Step(words.symbols[_name(line, words.symbols)], _formula(line, words))


def _formula(line: str, words: Vocabulary) -> Any:
    found = _parts(line)
    try:
        return parse(found["formula"], words)
    except FormulaError as error:
        raise LineError(line, f"column {found.start('formula') + error.column}: {error.what}") from error
