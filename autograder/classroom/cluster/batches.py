"""How many submissions are sent at once: as many as take about a second, and never so many that a worker waits."""

from __future__ import annotations

import statistics
from collections import deque
from collections.abc import Iterable

SECONDS = 1.0
"""What a batch should take: hundreds of times what Dask needs for it, and little enough to be lost with a worker."""
MOST = 64
REMEMBERED = 50
"""So many of the newest submissions say what one costs."""


class Batches:
    """Sizes of batches, from what submissions have cost so far."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=REMEMBERED)

    def measured(self, seconds: Iterable[float]) -> None:
        """Take note of what some submissions took, by the clock of their worker."""
        self._seconds.extend(seconds)

    def size(self, left: int, at_once: int) -> int:
        """Of so many submissions that are left, how many to send next to workers that grade so many at once.

        One as long as nothing is known; the last ones are shared evenly.
        """
        if not self._seconds:
            return 1
        fitting = int(SECONDS / max(statistics.median(self._seconds), SECONDS / MOST))
        return max(1, min(fitting, left // (2 * max(at_once, 1))))
