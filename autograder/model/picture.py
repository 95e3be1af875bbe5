"""What a function gave beside what is right, as lines in a plane: all that a drawing of it needs."""

from __future__ import annotations

from typing import TypeAlias

from autograder.basics.dataclass import dataclass

Points: TypeAlias = "tuple[tuple[float, float], ...]"
"""Finite coordinates, in the order in which they are passed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The path or curve of one call: the right one, and a student's as far as it can be drawn."""

    call: str
    """The call as a student could type it."""
    across: str
    up: str
    """What the axes show."""
    right: Points
    own: Points = ()
    """What the student's function gave: as many points at most, fewer where it stopped or gave no finite number."""
    parts: int | None = None
    """The place in `own` of the first point that is wrong, counted from 0; None where all are right."""
    levels: tuple[Points, ...] = ()
    """Of a path in a plane: lines along which the loss is the same."""
