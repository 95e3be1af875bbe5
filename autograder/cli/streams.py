"""Standard output as it may be: closed, on a disk that is full, of an old encoding, a pipe whose reader has gone."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

GONE = 141
"""The exit code of a program whose reader has gone, as shells count it."""


@contextmanager
def that_never_fail() -> Iterator[None]:
    """What cannot be shown fails no command: it is said once, and the exit code is what it would have been.

    A pipe that breaks is another thing: its reader has seen enough, and the command ends.
    """
    _open_what_is_closed()
    before = sys.stdout
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    if _is_a_file(before):
        before.flush()
        sys.stdout = _Output(os.fdopen(before.fileno(), "wb", closefd=False), before.encoding, "backslashreplace")
    try:
        yield
    finally:
        with suppress(BrokenPipeError):
            sys.stdout.flush()
        sys.stdout = before


def _open_what_is_closed() -> None:
    """Put nothing in the place of streams that are closed: the next file to be opened would be taken for one."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is the stream's own
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(nothing, mode, encoding="utf-8", closefd=False))
            if name == "stdout":
                _say("standard output is closed: nothing is shown, and the exit code tells how it ended")


def _is_a_file(stream: TextIO) -> bool:
    """Whether a stream writes to the system, and to no terminal."""
    try:
        return not os.isatty(stream.fileno())
    except (OSError, ValueError):  # a stream of a program's own
        return False


class _Output(io.TextIOWrapper):
    """A stream to a file, or whatever else stands for one, of which nothing is left where it takes no more."""

    def write(self, text: str, /) -> int:
        """Write it, or say that it cannot be."""
        try:
            return super().write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Write what waits, or say that it cannot be."""
        try:
            super().flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        _write_to_nothing(self.fileno())
        super().flush()
        _say(f"standard output cannot be written ({error.strerror}): what was to be shown is lost, and nothing else")


def _say(sentence: str) -> None:
    with suppress(OSError, AttributeError):
        print(f"grade: {sentence}", file=sys.stderr)


def output_has_a_reader() -> bool:
    """Whether somebody reads what we write; where the system does not tell, a broken pipe is taken for the reader's."""
    try:
        sys.stdout.flush()
        waiting = select.poll()
        waiting.register(sys.stdout.fileno(), 0)
    except io.UnsupportedOperation:
        return True  # not a pipe at all
    except (AttributeError, OSError):
        return False
    return not any(event & (select.POLLERR | select.POLLHUP) for _, event in waiting.poll(0))


def close_quietly() -> int:
    """The reader of our output is gone: stop without a word, and without one from the interpreter's exit either."""
    _write_to_nothing(sys.stdout.fileno())
    return GONE


def _write_to_nothing(descriptor: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
