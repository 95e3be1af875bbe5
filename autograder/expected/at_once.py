"""Carry out many programs that share lines, on calls of which none needs what another returned.

Mistakes change a line or two, so most programs begin alike. What the lines up to some line give is worked out once for
all programs that begin with them, and each line is compiled once: many times faster than one program after another, and
the numbers are the same, because the same lines see the same inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from textwrap import dedent
from types import CodeType
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from autograder.expected.fingerprints import Fingerprint, Layout
from autograder.expected.programs import fingerprint_of_given, given_by, prepared_calls, program
from autograder.model import Variants
from autograder.sandbox.trusted import Given, can_cross, carry_out

Lines: TypeAlias = tuple[int, ...]
"""A program: its steps in order, as places in the variants' table of lines."""
Names: TypeAlias = dict[str, Any]
"""What each name stands for at some point of a program."""
After: TypeAlias = Callable[[Lines], Names | None]
"""(the first lines of a program) -> what its names stand for after them; None where one of them fails."""
HOLE = "    ..."
"""Where the steps stand in a template that carries them out once, not in a loop."""


class Frame(NamedTuple):
    """What stands around the steps of a program, compiled."""

    before: CodeType
    returned: CodeType


def given_at_once(programs: Sequence[Lines], variants: Variants, layout: Layout) -> list[Fingerprint]:
    """What each of some programs gives on the probes of a layout: as `given_by` says of one after another."""
    frame = frame_of(variants.template)
    if frame is None or layout.chains:
        return [given_by(program(lines, variants), layout) for lines in programs]
    with np.errstate(all="ignore"):
        steps = [[_beginnings(inputs, frame, variants) for inputs in some] for some in inputs_of_steps(layout)]
        return [
            fingerprint_of_given({number: _given(lines, some, frame) for number, some in enumerate(steps)}, layout)
            for lines in programs
        ]


@lru_cache(maxsize=64)
def frame_of(template: str) -> Frame | None:
    """What stands around the steps; None where they stand in a loop."""
    _, *body = (line for line in template.splitlines() if line.strip())
    if HOLE not in body or body.index(HOLE) != len(body) - 2:
        return None
    before = dedent("\n".join(body[:-2]))
    returned = body[-1].strip().removeprefix("return ")
    return Frame(compile(before, "<before>", "exec"), compile(returned, "<returned>", "eval"))


def inputs_of_steps(layout: Layout) -> Iterator[list[Names]]:
    """For each probe, what the parameters stand for at each step: what a student's function would be given."""
    given: list[Names] = []

    def note(*arguments: Any, **keywords: Any) -> float:
        given.append({**dict(zip(layout.key.parameters, arguments, strict=True)), **keywords})
        return 0.0

    for call in prepared_calls(layout):
        carry_out(note, [call])
        yield given
        given = []


def _beginnings(inputs: Names, frame: Frame, variants: Variants) -> After:
    """What the names stand for after the beginnings of programs, each worked out when it is first asked for."""
    start: Names = {"np": np, **inputs}
    exec(frame.before, start)
    known: dict[Lines, Names | None] = {(): start}

    def after(lines: Lines) -> Names | None:
        if lines not in known:
            names = after(lines[:-1])
            known[lines] = None if names is None else _carried_out(variants.table[lines[-1]], names)
        return known[lines]

    return after


def _carried_out(line: str, names: Names) -> Names | None:
    """What the names stand for after a line; None where it fails."""
    names = dict(names)
    try:
        exec(compiled_line(line), names)
    except Exception:  # as the function that it is a line of would fail
        return None
    return names


@lru_cache(maxsize=1024)
def compiled_line(line: str) -> CodeType:
    """A line of a program, compiled."""
    return compile(line, "<line>", "exec")


def _given(lines: Lines, steps: Sequence[After], frame: Frame) -> Given:
    """What a program returns at each step of a call, as far as it does not fail."""
    values: list[Any] = []
    for after in steps:
        names = after(lines)
        value = None if names is None else eval(frame.returned, names)
        if value is None or not can_cross(value):
            return Given(values, failed=True)
        values.append(value)
    return Given(values, failed=False)
