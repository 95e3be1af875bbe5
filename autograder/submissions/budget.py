"""What reading one submission may take: bytes, and memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

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


@contextmanager
def limited_memory(mib: int) -> Iterator[AbstractContextManager[None]]:
    """What is done in the block that is given raises MemoryError where it takes so much more than the process has then.

    It may be entered again and again. Other systems than Linux have no limit of this kind that holds.
    """
    if not sys.platform.startswith("linux"):
        yield nullcontext()
        return
    with open("/proc/self/statm", "rb", buffering=0) as statm:
        yield _MemoryWithin(mib << 20, statm.fileno())


class _MemoryWithin:
    """Sets the process's limit, and takes it back."""

    def __init__(self, most: int, statm: int) -> None:
        import resource

        self._resource = resource
        self._most = most
        self._statm = statm
        self._before = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)

    def __enter__(self) -> None:
        self._before = before = self._resource.getrlimit(self._resource.RLIMIT_AS)
        now = int(os.pread(self._statm, 50, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
        most = now + self._most
        if before[0] != self._resource.RLIM_INFINITY:
            most = min(most, before[0])
        self._resource.setrlimit(self._resource.RLIMIT_AS, (most, before[1]))

    def __exit__(self, *_: object) -> None:
        self._resource.setrlimit(self._resource.RLIMIT_AS, self._before)
