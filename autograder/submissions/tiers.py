"""Which files are named for a unit, and how far each lies from where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from autograder.model.course import Unit
from autograder.submissions.found import Found
from autograder.submissions.unit_names import is_unit_folder, meant_for, without_attempt
from autograder.submissions.zips import Parts

Tiers: TypeAlias = tuple[list[Found], list[Found], list[Found], list[Found]]
"""Files that may be a unit's, the most likely ones first."""


def places_of(found: Sequence[Found], units: tuple[str, ...]) -> Mapping[str, Tiers]:
    """By unit, files that are named for it.

    In their proper places, one folder deeper, anywhere, under a name like theirs. A later attempt that a platform has
    marked as one lies where the first one would. What lies in the folder of another unit is not among them.
    """
    places: dict[str, Tiers] = {}
    by_name = _units_by_file(units)
    for one in found:
        name = one.name if one.name in by_name else without_attempt(one.name)[0]
        is_named = name in by_name
        meant = None if is_named or one.opened is not None else meant_for(one.name, units)
        for unit in by_name.get(name, (meant,) if meant else ()):
            if len(one.parts) > 1 and one.parts[-2] != unit and is_unit_folder(one.parts[-2]):
                continue
            tiers = places.setdefault(unit, ([], [], [], []))
            tiers[_tier(one.parts, unit) if is_named else 3].append(one)
    return places


def _tier(parts: Parts, unit: str) -> int:
    """How far a file of a unit's name lies from where it belongs: there, one folder deeper, or anywhere."""
    if len(parts) == 1 or parts[:-1] == (unit,):
        return 0
    is_deeper = len(parts) == 2 or parts[1:-1] == (unit,)
    return 1 if is_deeper and not is_unit_folder(parts[0]) else 2


@lru_cache(maxsize=64)
def _units_by_file(units: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """By the name of a file, the units whose file it is."""
    names = {name for unit in units for name in Unit(unit).files}
    return {name: tuple(unit for unit in units if name in Unit(unit).files) for name in names}
