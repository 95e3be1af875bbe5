"""Who is in a class, as its teacher's list and the platforms know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a class; what is not known is empty."""

    student: str = ""
    """The name that the work was graded under."""
    id: str = ""
    """The institution's number."""
    login: str = ""
    name: str = ""
    email: str = ""
    section: str = ""
    platform: str = ""
    """From which the work was downloaded, as `--from` calls it."""
    platform_id: str = ""
    """The number or login that this platform gave."""
    extensions: Mapping[str, str] = field(default_factory=dict)
    """Unit -> until when this person may hand it in: ISO 8601 with a time zone."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A class beside its roster."""

    people: tuple[Person, ...]
    """Those who handed in, as the roster knows them."""
    absent: tuple[Person, ...]
    """Who is on the roster and handed in nothing."""
    unknown: Mapping[str, str]
    """Student -> why there is no row of the roster for them."""
