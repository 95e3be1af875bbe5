"""When a student's work was collected, as nbgrader notes it beside the work: a file that a student may have made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Protocol, TypeVar

from autograder.basics.dataclass import dataclass
from autograder.model.submission import Origin
from autograder.submissions.files import UnreadableError

FILE = "timestamp.txt"
MOST_BYTES = 100
TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?([A-Za-z][\w+/-]*|[+-]\d\d:?\d\d|)")


class Placed(Protocol):
    """A file of the submission; its parts are its path below the student's folder."""

    @property
    def parts(self) -> tuple[str, ...]: ...


File = TypeVar("File", bound=Placed)


@dataclass(frozen=True, slots=True)
class Collected:
    """By unit, when its folder was collected, in ISO 8601 and UTC; and which notes of a time are none."""

    times: dict[str, str]
    notes: tuple[str, ...] = ()

    def origin_of(self, student: str) -> Origin:
        """What this says of a hand-in: as nbgrader keeps it, when the last of it came."""
        if not self.times:
            return Origin()
        last = max(self.times.values())
        return Origin("nbgrader", student, time=last, times=self.times)


def time_in(content: bytes) -> datetime:
    """The time in the bytes of such a file, in UTC; UnreadableError where they are anything but one time."""
    match = TIME.fullmatch(content.decode("utf-8-sig", "replace").strip())
    if match is None:
        raise UnreadableError(f"{FILE} holds no time such as 2027-01-31 23:59:00 UTC")
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=_zone(match[2])).astimezone(UTC)
    except (ValueError, OverflowError, OSError, KeyError):  # a zone that is not there is a KeyError
        raise UnreadableError(f"{FILE} holds a time that there is not, or a zone that is not known here") from None


def collected(found: Sequence[File], units: Sequence[str], content: Callable[[File], bytes]) -> Collected:
    """When the folders of units were collected; `content` gives the bytes of a file, or raises UnreadableError."""
    times: dict[str, str] = {}
    notes: list[str] = []
    for unit, one in _beside(found, units):
        try:
            times[unit] = time_in(content(one)).isoformat()
        except UnreadableError as error:
            notes.append(f"{unit}: {error}; when it was handed in is not known")
    return Collected(times, tuple(notes))


def _beside(found: Sequence[File], units: Sequence[str]) -> Iterator[tuple[str, File]]:
    """The notes of a time that lie in folders of units."""
    for one in found:
        if len(one.parts) == 2 and one.parts[1] == FILE and one.parts[0] in units:
            yield one.parts[0], one


def _zone(name: str) -> tzinfo:
    """UTC where no zone is named, as in nbgrader."""
    if name in ("", "UTC", "Z"):
        return UTC
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    from zoneinfo import ZoneInfo  # hardly anybody names one

    return ZoneInfo(name)
