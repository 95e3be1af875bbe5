"""How much of the reports that are kept an export needs."""

from __future__ import annotations

from enum import IntEnum, auto


class Depth(IntEnum):
    """How much of a report is read: the less, the sooner."""

    POINTS = auto()  # those of units, and what became of the submission
    SCORES = auto()  # also those of each exercise
    SENTENCES = auto()  # all but pictures, and where in a file that stands which is right
    WHOLE = auto()
