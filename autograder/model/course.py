"""What is asked: exercises with their points, limits and deadlines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use; the same for every student of a course."""

    call_seconds: float = 2.0
    """Wall clock for one call of a function, for running one cell, or for running all cells once more."""
    cpu_seconds: float = 20.0
    """CPU time of the whole submission."""
    memory_mib: int = 512
    """Memory the submission may add to what an idle Python with NumPy takes."""
    output_kib: int = 64
    """How much of what the code prints is kept; the rest is dropped and the code goes on."""
    source_kib: int = 256
    """The longest file that is read."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One function a student writes, as the course asks for it."""

    name: str
    unit: str
    rule: str
    """The file that holds the rule, relative to the folder of the course file that named it."""
    convention: str
    points: float
    folder: str
    """Absolute folder of the course file that named the rule."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a unit is due, as written in the course file (ISO 8601)."""

    unit: str
    due: str
