"""Parts of a rule that are of another kind than a rule file should give: told before they are used."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.errors import CourseError


def refuse_other_kinds(rule: str, given: Mapping[str, object], kind: type | tuple[type, ...], said: str) -> None:
    """CourseError where something in a rule file is of another kind than is asked for."""
    for name, value in given.items():
        if not isinstance(value, kind):
            raise CourseError(f"{rule}: {name} must be {said}, not {value!r}")
