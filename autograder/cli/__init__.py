"""The command line: one module for each audience, loaded only when one of its commands is used."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from autograder._version import __version__
from autograder.cli import streams
from autograder.cli.help import Context, hear_language, refused, spoken
from autograder.processes.early import Begun, import_nothing_from_here
from autograder.processes.garbage import collect_rarely

COMMANDS: Mapping[str, tuple[str, str]] = {
    "start": ("students", "Unpack the exercises; never overwrites."),
    "check": ("students", "Check your functions and say what to do next."),
    "open": ("browser", "Show the course in the browser; whatever you save is checked at once."),
    "reset": ("reset", "Start an exercise again; what you wrote is kept in a backup."),
    "report": ("doubt", "The grader is wrong? Write what is needed to see it into a file."),
    "show": ("show", "Show a rule: formula, conventions, exact worked steps."),
    "predict": ("predict", "Predict what a rule does, then see it."),
    "quiz": ("quiz", "Questions about optimizers: take them, hand them out, mark them."),
    "run": ("instructors", "Grade a class."),
    "export": ("exports", "Write the grades of a class for another program."),
    "diff": ("gradebook", "Say whose grade the last run changed, and why."),
    "adjust": ("adjust", "Correct points by hand, with a reason."),
    "explain": ("explain", "Say how grading decides: in general, of an exercise, or of a person."),
    "forget": ("gradebook", "Erase a person from the results."),
    "init": ("courses", "Make a course folder, for nbgrader too."),
    "demo": ("demo", "Make a class, grade it for real, and show the reports."),
    "new": ("new", "Begin an exercise of your own, or read how one is written."),
    "build": ("authors", "Make the stubs from the masters."),
    "verify": ("authors", "Prove the course: stubs fail, solutions pass, mistakes are caught."),
    "doctor": ("doctor", "Say what this machine can do, and what is in the way."),
}
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("begin", "download", "get", "setup"), "grade start"),
    **dict.fromkeys(("next", "continue", "go", "resume", "work"), "grade"),
    **dict.fromkeys(("list", "status", "progress", "test", "exercises"), "grade check"),
    **dict.fromkeys(("hint", "hints", "stuck"), "grade check --hint"),
    **dict.fromkeys(("watch",), "grade check --watch"),
    **dict.fromkeys(("solution", "solutions", "solve", "answer"), "grade show NAME --solution"),
    **dict.fromkeys(("restart", "undo"), "grade reset NAME"),
    **dict.fromkeys(("browser", "web", "serve"), "grade open"),
    **dict.fromkeys(("take", "questions"), "grade quiz"),
}
"""What is typed by who knows other tools, and the command that does it."""
FUNCTIONS = {"open": "open_course"}
"""Command -> the function that carries it out, where Python has one of that name already."""


class _LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    context_class = Context

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"autograder.cli.{COMMANDS[name][0]}"), FUNCTIONS.get(name, name))
        assert isinstance(command, click.Command)
        return spoken(command)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command; a name that there is none of is told with the one that is meant, or most like it."""
        if args[0] == "help":
            args = [*args[1:], "--help"]
            if args == ["--help"]:
                click.echo(context.get_help())
                context.exit()
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from autograder.errors import UsageError, unknown

            hear_language(context, args)
            if meant := MEANT.get(args[0].lower()):
                raise UsageError(f'No such command "{args[0]}": type  {meant}')
            raise unknown("No such command", args[0], COMMANDS, are_all=True)
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> Any:
        """A pipe that breaks is the reader of our output, or else one of our own: the first is no failure.

        What is told of a failure is told in the language of the course, as far as one is known.
        """
        try:
            return self._invoked(context)
        except BrokenPipeError as error:
            if streams.output_has_a_reader():
                from autograder.errors import GraderError

                raise GraderError("a process of the grader's own ended early: type the same again") from error
            raise click.exceptions.Exit(streams.close_quietly()) from error

    def _invoked(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Exception as error:
            from autograder.cli.options import spoken
            from autograder.errors import UsageError

            if isinstance(error, UsageError):
                error.args = (spoken(context).of(str(error)),)
            raise

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=_LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade")
@click.pass_context
def cli(context: click.Context) -> None:
    """Exercises on optimizers, graded with exact values. Without a command: go on where you left off."""
    if context.invoked_subcommand is None:
        from autograder.cli.go_on import go_on

        go_on(context)


spoken(cli)


def main(arguments: list[str] | None = None, begun: Begun | None = None) -> None:
    """Run `grade`; every failure ends in one sentence and an honest exit code.

    Students' code is started from the process that has begun, if there is one.
    """
    import_nothing_from_here()
    if begun is None:
        collect_rarely()
    try:
        with streams.that_never_fail(), _ended_by_sigterm():
            code = cli.main(arguments, standalone_mode=False, obj=begun)
    except click.Abort:
        click.echo("stopped", err=True)
        code = 130
    except click.ClickException as error:
        click.echo(_harmless(refused(error, sys.argv[1:] if arguments is None else arguments)), err=True, nl=False)
        code = error.exit_code
    except click.exceptions.Exit as end:
        code = end.exit_code
    except Exception as error:
        code = _failed(error)
    sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """A request to end, as from a scheduler, is taken as Ctrl-C is: nothing of ours stays behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _failed(error: Exception) -> int:
    """One of our own failures: its sentence; anything else: what it is, and how to see where."""
    from autograder.errors import GradeDescentError

    if isinstance(error, GradeDescentError):
        from autograder.cli.options import fitted

        click.echo(fitted(_harmless(f"grade: {error}"), err=True), err=True)
        return error.exit_code
    if os.environ.get("GRADE_DEBUG", "") not in ("", "0"):
        raise error
    click.echo(_harmless(f"grade: the grader failed: {type(error).__name__}: {error}"), err=True)
    click.echo("No grade was given. Set GRADE_DEBUG=1 to see where, and please report it.", err=True)
    return 3


def _harmless(sentence: str) -> str:
    """A sentence that may hold the name of a file, which a stranger can have given it."""
    from autograder.reports.safe import terminal

    return terminal(sentence)
