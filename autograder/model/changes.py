"""Whose grade changed between two states of a gradebook, and because of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from autograder.model.policy import HandedIn, Lateness


class Cause(StrEnum):
    """What a grade depends on, of which something is another than before."""

    SUBMISSION = "submission"
    TIME = "time of handing in"
    DEADLINE = "deadline"
    EXTENSION = "extension"
    PENALTY = "penalty"  # of what is late
    WEIGHTS = "weights"  # of units, and how many of the lowest do not count
    POINTS = "points"
    CONVENTION = "convention"
    SEED = "seed"
    RULE = "rule"  # the rule, its checks or their inputs
    VERSION = "version"
    ISOLATION = "isolation"
    UNKNOWN = "nothing that is recorded: what was handed in was not kept, or a time limit decided"


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a unit was to be handed in, when it was, and what lateness costs."""

    deadline: str
    """The course's; empty where there is none."""
    extension: str
    """This person's; empty where there is none."""
    handed_in: HandedIn
    late: Lateness
    left: Fraction
    """Which part of the points is left."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the grades of one unit of a student were made from."""

    handed_in: Mapping[str, str] | None
    """Exercise, or "" for the unit's file -> what was handed in for it; None where it was not kept."""
    seed: int
    rules: Mapping[str, str]
    """Exercise -> the digest of its expected values; empty where it was not kept."""
    version: str
    isolation: str
    due: Due | None = None
    """None where it was not kept."""


@dataclass(frozen=True, slots=True)
class ExerciseChange:
    """The grade of one exercise, before and after; NaN where there is none, None where it was not asked."""

    name: str
    old: float | None
    new: float | None
    lost: tuple[str, ...] = ()
    """The checks that passed, and do not any more, by their ids without the exercise."""
    gained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitChange:
    """The points of one unit that count, before and after; NaN where there are none."""

    name: str
    old: float
    new: float
    was: str = ""
    """In words how the old ones came about; empty where they are what was found."""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for one student."""

    student: str
    old: float
    new: float
    exercises: tuple[ExerciseChange, ...]
    causes: tuple[Cause, ...]
    units: tuple[UnitChange, ...] = ()
    """Those of which another part is lost by lateness."""
    most: tuple[float, float] = (0.0, 0.0)
    """Out of how many points the old grade was, and the new one is."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed for a class."""

    changed: tuple[Change, ...] = ()
    new: tuple[str, ...] = ()
    """Who has a grade now, and had none before."""
    same: int = 0
    """How many grades are as they were."""
    left: Mapping[str, str] = field(default_factory=dict)
    """Who was graded before and is not among the submissions -> the day of the grade, which is kept."""
