"""Single keys from a terminal, without Enter; where there is no terminal, nothing is ever pressed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Keys: TypeAlias = Callable[[float], str]
"""Waits at most so many seconds for a key; the key in lower case, or an empty text."""


@contextmanager
def keys_of_terminal() -> Iterator[Keys]:
    """The keys of the terminal that this program was started in, given back as it was."""
    if not sys.stdin.isatty():
        yield _none
    elif sys.platform == "win32":
        yield _of_windows
    else:
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor)
            yield _of_posix
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _none(seconds: float) -> str:
    time.sleep(seconds)
    return ""


def _of_posix(seconds: float) -> str:
    import os
    import select

    ready, _, _ = select.select([sys.stdin], [], [], seconds)
    if not ready:
        return ""
    pressed = os.read(sys.stdin.fileno(), 1)
    if not pressed:  # the terminal is gone
        raise KeyboardInterrupt
    return pressed.decode("ascii", "replace").lower()


def _of_windows(seconds: float) -> str:
    import msvcrt

    end = time.monotonic() + seconds
    while not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        if time.monotonic() >= end:
            return ""
        time.sleep(0.02)
    return str(msvcrt.getwch()).lower()  # type: ignore[attr-defined,unused-ignore]
