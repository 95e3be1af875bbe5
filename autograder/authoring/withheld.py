"""What students get of an exercise whose formula the course does not show: what is asked for, and three values."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from autograder.model import Exercise, ExerciseKey, Probe, Series
from autograder.model.course import FormulaShown
from autograder.model.display import call_text, value_text

VALUES = 3
WIDTH = 92
USUAL_CALL, LONGEST_CALL = 84, 160
"""Characters of a call that is shown, and of one where there is none as short as that."""
DIGITS = 6
_FORMULA = re.compile(r"(?ms)^Formula:\n.*?(?=\n\n(?:Arguments|Returns|Source):?\b)")

WORDS = {
    FormulaShown.HIDDEN: "yours to find.",
    FormulaShown.AFTER_FIRST_TRY: "shown by  grade show {name}  once a first version of yours was checked.",
}


def as_handed_out(exercise: Exercise, key: ExerciseKey) -> ExerciseKey:
    """The key with what the course shows of its formula in stubs and notebooks, which come before any try."""
    if exercise.formula is FormulaShown.SHOWN or exercise.is_reference:
        return key
    values = [_indented(value, 8, 12) for value in _values(key)]
    words = WORDS[exercise.formula].format(name=exercise.name)
    lines = [_indented(f"{words} A right function gives, rounded:" if values else words, 4, 4), *values]
    section = "\n".join(["Formula:", *lines])
    return replace(key, docstring=_FORMULA.sub(lambda _: section, key.docstring), formula="", latex="")


def _indented(text: str, first: int, later: int) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * later, break_long_words=False)


def _values(key: ExerciseKey) -> list[str]:
    """Calls with what they give: of a function of the step three of its values, else one of each of three probes."""
    probes = [probe for check in key.checks for probe in check.probes if not probe.theorem and not probe.call.is_chain]
    given = [pair for probe in probes for pair in _values_of(key, probe)]
    found = (
        dict.fromkeys(f"{call}{gives}" for call, gives in given if len(call) <= longest)
        for longest in (USUAL_CALL, LONGEST_CALL)
    )
    return next((list(values)[:VALUES] for values in found if values), [])


def _values_of(key: ExerciseKey, probe: Probe) -> Iterator[tuple[str, str]]:
    """A call, and what it gives: of a function of the step the first, the middle and the last of a probe."""
    call = probe.call
    if call.steps > 1 and not isinstance(call.arguments[0], Series):
        return
    for step in sorted({1, (1 + call.steps) // 2, call.steps}):
        results = [(one.name, value_text(one.values[step - 1], DIGITS)) for one in probe.expected]
        several = "; ".join(f"{name} = {value}" for name, value in results)
        yield (
            call_text(call, key.parameters, key.losses, step),
            f" = {results[0][1]}" if len(results) == 1 else f": {several}",
        )
