"""When a student's work was collected, for nbgrader's own gradebook."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from autograder.submissions.files import OutOfReachError, UnreadableError, read_bytes
from autograder.submissions.timestamps import FILE, MOST_BYTES, time_in


def handed_in_at(folder: Path) -> datetime | None:
    """The time in UTC, without a zone as nbgrader keeps it; None where none is noted.

    UnreadableError where something else is in its place: anything but a short file with one time.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    try:
        return time_in(read_bytes(path, FILE, MOST_BYTES)).replace(tzinfo=None)
    except OutOfReachError as error:
        raise UnreadableError(f"{error}: see who may read it") from None
