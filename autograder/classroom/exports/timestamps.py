"""When a student's work was collected, as nbgrader notes it beside the work: a file that a student may have made."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from autograder.submissions.files import OutOfReachError, UnreadableError, read_bytes

FILE = "timestamp.txt"
MOST_BYTES = 100
TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?([A-Za-z][\w+/-]*|[+-]\d\d:?\d\d|)")


def handed_in_at(folder: Path) -> datetime | None:
    """The time in UTC, without a zone as nbgrader keeps it; None where none is noted.

    UnreadableError where something else is in its place: anything but a short file with one time.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    try:
        text = read_bytes(path, FILE, MOST_BYTES).decode("utf-8-sig", "replace").strip()
    except OutOfReachError as error:
        raise UnreadableError(f"{error}: see who may read it") from None
    match = TIME.fullmatch(text)
    if match is None:
        raise UnreadableError(f"{FILE} holds no time such as 2027-01-31 23:59:00 UTC")
    try:
        time = datetime.fromisoformat(match[1]).replace(tzinfo=_zone(match[2]))
        return time.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        raise UnreadableError(f"{FILE} holds a time that there is not, or a zone that is not known here") from None


def _zone(name: str) -> tzinfo:
    """UTC where no zone is named, as in nbgrader."""
    if name in ("", "UTC", "Z"):
        return UTC
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    return ZoneInfo(name)
