"""Options and small services that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.catalogue import course as courses
from autograder.cli.help import ASKED, language_of
from autograder.errors import UsageError
from autograder.model.course import Course
from autograder.reports.safe import terminal
from autograder.texts import ENGLISH, Language

Command = TypeVar("Command", bound=Callable[..., Any])

SPOKEN = "autograder.language"
"""Where click keeps the language that is spoken, for as long as the command runs."""


def course_option(command: Command) -> Command:
    """`--course`, which `course_at` follows; every command has `--language` too."""
    course = click.option(
        "--course",
        "course_file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="The course file to use; else the nearest course.toml upwards, else the built-in course.",
    )
    return course(command)


seed_option = click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    show_default=True,
    help="Draws other numbers for the checks.",
)


def course_at(course_file: Path | None, start: Path) -> Course:
    """The course that a command works with; where it is not the built-in one, standard error says which it is."""
    course = courses.course_at(course_file, start)
    context = click.get_current_context(silent=True)
    if context is not None:
        asked = context.meta.get(ASKED)
        course = courses.in_language(course, asked) if asked else course
        context.meta[SPOKEN] = course.language
    if course.file != courses.BUILT_IN:
        say(f"Course: {course.file}", err=True)
    return course


def spoken(context: click.Context | None = None) -> Language:
    """The language of the course that a command works with; as long as there is none, the one asked for, or English."""
    current = context or click.get_current_context(silent=True)
    found: Language | None = current.meta.get(SPOKEN) if current else None
    return found or (language_of(current) if current else None) or ENGLISH


def say(lines: str = "", *, err: bool = False) -> None:
    """Print lines in which names and texts by others may stand, in the language of the course."""
    click.echo(fitted(terminal(spoken().of(lines)), err=err), err=err)


def fitted(text: str, *, err: bool = False) -> str:
    """A text whose lines a terminal does not break within a word; a command at the end of a line stays in one piece.

    Where there is no terminal, its lines are as they were.
    """
    if not (sys.stderr if err else sys.stdout).isatty():
        return text
    width = terminal_width()
    return "\n".join(line if len(line) <= width else _broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    import textwrap  # only where a line is long

    margin = " " * (len(line) - len(line.lstrip()))
    said, blanks, command = line.partition("  grade ")
    lines = textwrap.wrap(
        said.strip(),
        max(width, 20),
        initial_indent=margin,
        subsequent_indent=f"{margin}  " if margin else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if blanks and len(lines[-1]) + len(blanks) + len(command) <= width:
        lines[-1] += f"{blanks}{command}"
    elif blanks:
        lines.append(f"{margin}{blanks}{command}")
    return "\n".join(lines)


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """What the system refuses while files are written becomes a sentence about the folder that the user named."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{folder} cannot be written ({why}): name another folder") from error


def terminal_width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return _terminal_size().columns


def terminal_height() -> int:
    """Rows of the terminal; 24 where there is none."""
    return _terminal_size().lines


def _terminal_size() -> os.terminal_size:
    import shutil  # only where something is laid out

    return shutil.get_terminal_size((100, 24))


def use_color() -> bool:
    """Colour only on a terminal, and never where NO_COLOR is set to anything."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def in_words() -> bool:
    """Whether what is drawn is to be said in words: where the terminal is said to show lines and nothing else."""
    return os.environ.get("TERM") == "dumb"


def use_ascii() -> bool:
    """Whether the output's encoding lacks the characters that tables are drawn with."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "─│┌".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False
