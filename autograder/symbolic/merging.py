"""Two changes of the same steps at once, merged as version control merges two changes of a file.

Where both change one line, each keeps its own part of it; where both change the same part, they do not go together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import sympy as sp

from autograder.symbolic.steps import Step, Steps, as_written

Line = tuple[sp.Symbol, int]
"""A quantity, and how often it has been assigned before."""


class _ConflictError(Exception):
    """Both changes are of the same part."""


def merged(base: Steps, first: Steps, second: Steps) -> Steps | None:
    """The steps with what each of two changes does to them; None where both change the same part."""
    lines, ones, others = map(_lines, (base, first, second))
    try:
        expressions = {
            line: _expression(lines.get(line), ones.get(line), others.get(line)) for line in {**lines, **ones, **others}
        }
        order = _order(list(lines), list(ones), list(others))
    except _ConflictError:
        return None
    return tuple(Step(line[0], right) for line in order if (right := expressions[line]) is not None)


@lru_cache(maxsize=1024)
def _lines(steps: Steps) -> Mapping[Line, sp.Expr]:
    lines: dict[Line, sp.Expr] = {}
    before: Counter[sp.Symbol] = Counter()
    for step in steps:
        lines[step.symbol, before[step.symbol]] = step.expression
        before[step.symbol] += 1
    return lines


def _expression(base: sp.Expr | None, one: sp.Expr | None, other: sp.Expr | None) -> sp.Expr | None:
    """A right-hand side, or a part of one, with both changes; None where there is no such line any more."""
    if one == base:
        return other
    if other == base:
        return one
    if base is None or one is None or other is None:
        raise _ConflictError
    parts = [some.args for some in (base, one, other)]
    if not (base.func == one.func == other.func and len(parts[0]) == len(parts[1]) == len(parts[2]) > 0):
        raise _ConflictError
    with as_written():
        return base.func(*map(_expression, *parts))


def _order(base: Sequence[Line], one: Sequence[Line], other: Sequence[Line]) -> Sequence[Line]:
    """The lines in the order of whichever change moves any; what is assigned again at the end comes after them all."""
    (start, _), (ones, again), (others, also) = map(_split, (base, one, other))
    if ones != start and others not in (start, ones):
        raise _ConflictError
    kept = others if ones == start else ones
    return [*kept, *again, *(line for line in also if line not in again)]


def _split(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    return [line for line in lines if line[1] == 0], [line for line in lines if line[1] > 0]
