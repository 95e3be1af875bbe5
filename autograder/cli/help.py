"""What `--help` shows, in the language that was asked for, or that of the course in this folder."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.texts import Language

ASKED = "autograder.language asked for"
"""Where click keeps the language that was asked for, for as long as a command runs."""


class Context(click.Context):
    """One that speaks the student's language."""

    def make_formatter(self) -> click.HelpFormatter:
        return _Formatter(language_of(self), width=self.terminal_width, max_width=self.max_content_width)


def _remember_language(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name:  # of `grade --language de check` as well, which comes first
        context.meta[ASKED] = name


def language_option() -> click.Option:
    """`--language`, which every command has."""
    return click.Option(
        ["--language"],
        metavar="CODE",
        expose_value=False,
        callback=_remember_language,
        is_eager=True,  # before --help, which speaks it
        help="The language to speak, such as de; else the course's.",
    )


def spoken(command: click.Command) -> click.Command:
    """The command, which speaks the student's language, and so do its parts."""
    command.context_class = Context
    if not any("--language" in option.opts for option in command.params):
        command.params.append(language_option())
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        spoken(part)
    return command


def language_of(context: click.Context) -> Language | None:
    """The language asked for, else that of the nearest course; None for English.

    Help is given whatever is wrong with either.
    """
    from autograder.basics.ownership import nearest
    from autograder.errors import GradeDescentError

    asked = context.meta.get(ASKED)
    try:
        if asked:
            from autograder.texts import language

            return language(asked)
        if nearest("course.toml", Path()):
            from autograder.catalogue.course import course_at

            return course_at(None, Path()).language
    except GradeDescentError:
        return None
    return None


def refused(error: click.ClickException, arguments: Sequence[str]) -> str:
    """What click says of a command that it cannot read, in the language asked for, or that of the course here."""
    context = getattr(error, "ctx", None) or Context(click.Command("grade"), info_name="grade")
    hear_language(context, arguments)
    language = language_of(context)
    of = language.of if language else str
    lines = [f"{of('Error:')} {of(error.format_message())}"]
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f"Try '{context.command_path} {context.help_option_names[0]}' for help."
        lines = [context.get_usage(), of(hint), "", *lines]
    return "\n".join(lines) + "\n"


def hear_language(context: click.Context, arguments: Sequence[str]) -> None:
    """Remember the language that is asked for in a line of which no more can be read."""
    if ASKED not in context.meta and (asked := _asked(arguments)):
        context.meta[ASKED] = asked


def _asked(arguments: Sequence[str]) -> str:
    joined = (one.partition("=")[2] for one in arguments if one.startswith("--language="))
    apart = (after for one, after in pairwise(arguments) if one == "--language")
    return next(iter([*joined, *apart]), "")


class _Formatter(click.HelpFormatter):
    """Lays out help as click does, each paragraph looked up."""

    def __init__(self, language: Language | None, *, width: int | None, max_width: int | None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._of = language.of if language else str

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{self._of('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._of(heading))

    def write_text(self, text: str) -> None:
        super().write_text("\n\n".join(map(self._of, paragraphs(text))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, self._described(text)) for name, text in rows], col_max, col_spacing)

    def _described(self, text: str) -> str:
        """What an option does, before the default that click writes behind it."""
        said, gap, default = text.rpartition("  [")
        return f"{self._of(said)}{gap}{default}" if gap else self._of(text)


def paragraphs(text: str) -> Sequence[str]:
    """The paragraphs of a command's help, each in a line; what is laid out already (after a backspace) stays so."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def sentences(command: click.Command) -> Iterator[str]:
    """All that the help of a command says, in English, but for what click says of every one."""
    yield from paragraphs(command.help or "")
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        yield from sentences(part)
