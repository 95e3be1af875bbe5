"""What a course file says of repairs: the table [repair]."""

from __future__ import annotations

from autograder.catalogue.course_file import CourseFile
from autograder.model.course import RepairSettings

KEYS = ("required", "seed", "points")
MOST_POINTS = 100


def repair_settings(own: CourseFile) -> RepairSettings:
    """The settings; CourseError names the file, the line and the key."""
    own.refuse_unknown(("repair",), KEYS)
    usual = RepairSettings()
    seed = own.value(("repair", "seed"), int, "a whole number", usual.seed)
    if seed < 0:
        raise own.wrong(("repair", "seed"), f"must be at least 0, not {seed}")
    points = own.value(("repair", "points"), (int, float), "a whole number", usual.points)
    if not 0 < points <= MOST_POINTS or points % 1:
        raise own.wrong(("repair", "points"), f"must be a whole number from 1 to {MOST_POINTS}, not {points}")
    return RepairSettings(own.value(("repair", "required"), bool, "true or false", usual.required), seed, float(points))
