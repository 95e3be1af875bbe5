"""What reading one submission may take: bytes, and memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.submissions.files import UnreadableError


class Budget:
    """Counts the bytes that are read of one submission, unpacked."""

    def __init__(self, mib: int) -> None:
        self._mib = mib
        self._left = mib << 20

    def spend(self, count: int) -> None:
        """Count some bytes; UnreadableError where they are more than are left."""
        self._left -= count
        if self._left < 0:
            raise UnreadableError(
                f"your files are larger than {self._mib} MiB together: hand in your code only, and clear the outputs "
                "of notebooks"
            )


if sys.platform.startswith("linux"):

    @contextmanager
    def memory_within(mib: int) -> Iterator[None]:
        """What is done here raises MemoryError where it takes more memory than this process has now and so much."""
        import resource

        before = resource.getrlimit(resource.RLIMIT_AS)
        with open("/proc/self/statm", "rb", buffering=0) as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        most = now + (mib << 20)
        if before[0] != resource.RLIM_INFINITY:
            most = min(most, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)
else:

    @contextmanager
    def memory_within(mib: int) -> Iterator[None]:
        """Other systems have no limit of this kind that holds."""
        yield
