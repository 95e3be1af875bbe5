"""Laying out text for a terminal of some width, with colour or without: what screens and tables share."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.text import Text

from autograder.model import Status
from autograder.reports.safe import obeyed_by_none
from autograder.reports.sentences import IN_ENGLISH
from autograder.reports.wording import word
from autograder.texts import Texts

STYLES = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.ERROR: "red",
    Status.TIMEOUT: "red",
    Status.CRASHED: "red",
    Status.BROKEN: "bold red",
    Status.MISSING: "yellow",
    Status.SKIPPED: "dim",
}


def status_text(status: Status, texts: Texts = IN_ENGLISH) -> Text:
    """A status as a word, in its colour."""
    return Text(word(status, texts), style=STYLES[status])


def unbroken(line: str, style: str = "") -> Text:
    """A line to copy or to click, which only the terminal itself breaks."""
    return Text(line, style=style, no_wrap=True)


def laid_out(parts: Sequence[RenderableType], width: int, color: bool) -> str:
    """Parts one below the other; a text that is not to be broken is longer than the width, and not cut."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text) and part.no_wrap is True)
    return obeyed_by_none("".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]))


def wrapped(text: str, width: int, *, style: str = "", margin: str = "", hanging: int = 0) -> list[Text]:
    """A text in lines of a width, each behind a margin; those after the first stand further in."""
    room = Console(width=max(width - len(margin) - hanging, 10), file=io.StringIO())
    lines = Text(text, style=style).wrap(room, room.width)
    return [
        unbroken("").append(margin + " " * (hanging if number else 0)).append_text(line)
        for number, line in enumerate(lines)
    ]
