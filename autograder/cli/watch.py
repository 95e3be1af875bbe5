"""`grade check --watch`: one exercise on the screen, checked again with every save; keys ask for more, or go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from autograder.cli.keys import Keys, keys_of_terminal
from autograder.cli.options import in_words, say, terminal_height, terminal_width, use_ascii
from autograder.cli.remembered import STUCK_AFTER
from autograder.cli.unit_files import saved_at
from autograder.errors import UsageError
from autograder.model import ExerciseResult, Report, Status
from autograder.reports.safe import terminal
from autograder.reports.sentences import texts_in
from autograder.reports.view import unit_title
from autograder.reports.wording import left_to_do, worked_on
from autograder.texts import Texts

PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be seen: an exercise by name (empty: the one to work on), and what is asked for beside it."""

    name: str = ""
    tries: int = 0
    """How many versions of it did not pass, one after the other."""
    hint: bool = False
    all: bool = False
    steps: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched and how it is shown."""

    paths: Sequence[Path]
    check: Callable[[], Report]
    shown: Callable[[Report, bool, bool], str]
    """A report as text; whether all checks are listed, and whether hints are given."""
    steps: Callable[[str], str]
    """The worked steps of an exercise."""
    prepare: Callable[[], None]
    """Done once something is shown, so that later saves are answered sooner."""


def watch(watched: Watched, wish: Wish) -> None:
    """Show one exercise now and after each save, until q or Ctrl-C; a file that is gone for a moment is waited for."""
    seen: Mapping[Path, tuple[int, int]] | None = None
    report: Report | None = None
    is_prepared = False
    try:
        with keys_of_terminal() as keys, _screen() as show:
            while True:
                now = _stamps(watched.paths)
                if now != seen:
                    seen = now
                    report = _checked(watched, show)
                    if report is not None:
                        wish = _after_a_save(wish, report)
                        show(_text(watched, report, wish))
                        if not is_prepared:
                            watched.prepare()
                        is_prepared = True
                for key in _pressed(keys):
                    if key == "q":
                        return
                    if report is not None:
                        wish = wished(wish, key, report)
                        show(_text(watched, report, wish))
    except KeyboardInterrupt:
        say("\nstopped watching", err=True)


def _after_a_save(wish: Wish, report: Report) -> Wish:
    """The wish, with the exercise that is shown, and one more try of it where it does not pass."""
    name = wish.name or _to_work_on(report).name
    result = next((one for one in report.exercises if one.name == name), None)
    failed = result is not None and result.status not in (Status.PASSED, Status.MISSING)
    return replace(wish, name=name, tries=wish.tries + 1 if failed else 0)


def _checked(watched: Watched, show: Callable[[str], None]) -> Report | None:
    """The report on what is there now; None where there is nothing that can be checked."""
    try:
        return watched.check()
    except UsageError as error:
        if sys.stdout.isatty():
            show(terminal(f"grade: {error}\n"))
        else:
            say(f"grade: {error}", err=True)
        return None


# ---------------------------------------------------------------- what is shown


def wished(wish: Wish, key: str, report: Report) -> Wish:
    """What is to be seen after a key: `n` goes to the next open exercise, the others ask for more or for less."""
    match key:
        case "n":
            return Wish(_after(wish.name, report).name)
        case "h":
            return replace(wish, hint=not wish.hint)
        case "a":
            return replace(wish, all=not wish.all)
        case "s":
            return replace(wish, steps=not wish.steps)
        case "p":
            return replace(wish, picture=not wish.picture)
    return wish


def _to_work_on(report: Report) -> ExerciseResult:
    """The exercise that `grade check` shows, else the last."""
    return worked_on(report, saved_at(report), frozenset()) or report.exercises[-1]


def _after(name: str, report: Report) -> ExerciseResult:
    """The next exercise that does not pass, after the one of that name and round to it."""
    names = [one.name for one in report.exercises]
    at = names.index(name) + 1 if name in names else 0
    around = left_to_do((*report.exercises[at:], *report.exercises[:at]))
    return next(iter(around), report.exercises[at - 1])


def _text(watched: Watched, report: Report, wish: Wish) -> str:
    result = next((one for one in report.exercises if one.name == wish.name), _to_work_on(report))
    alone = replace(report, exercises=(result,), score=result.score, max_score=result.max_score)
    texts = texts_in(report.language)
    parts = [_progress(report, result, texts), watched.shown(alone, wish.all, wish.hint)]
    if wish.steps:
        parts.append(watched.steps(result.name))
    if wish.picture and result.status is not Status.PASSED:  # a success is drawn in any case
        parts.append(_picture(result, texts))
    stuck = texts("stuck.keys") if wish.tries >= STUCK_AFTER and not wish.hint else ""
    return "\n".join(filter(None, [*parts, stuck, f"\n{texts('keys')}\n"]))


def _progress(report: Report, result: ExerciseResult, texts: Texts) -> str:
    """How much of the exercise's unit passes, and of all that is checked."""
    unit = [one for one in report.exercises if one.unit == result.unit]
    passed = [sum(one.status is Status.PASSED for one in some) for some in (unit, report.exercises)]
    bar = "".join(("#" if use_ascii() else "█") if one.status is Status.PASSED else "." for one in unit)
    of_unit, of_all = (
        texts("of-unit", passed=count, count=len(some))
        for count, some in zip(passed, (unit, report.exercises), strict=True)
    )
    rest = f"   {texts('all')}  {of_all}" if len(unit) < len(report.exercises) else ""
    return f"{texts.of(unit_title(result.unit))}  {bar}  {of_unit}{rest}\n"


def _picture(result: ExerciseResult, texts: Texts) -> str:
    from autograder.reports.pictures import in_words as told
    from autograder.reports.plotted import plotted

    if result.picture is None:
        return texts("nothing-to-draw-yet")
    if in_words():
        return terminal(f"{result.picture.call}: {told(result.picture, texts)}")
    drawn = plotted(result.picture, terminal_width(), texts, ascii_only=use_ascii())
    return f"{terminal(result.picture.call)}\n{drawn}"


# ---------------------------------------------------------------- screen, keys and files


@contextmanager
def _screen() -> Iterator[Callable[[str], None]]:
    """What shows a text: on a terminal in the place of the one before, at once, so that it is never blank."""
    if not sys.stdout.isatty() or in_words():
        yield lambda text: click.echo(text, nl=not text.endswith("\n"))
        return
    click.echo("\x1b[2J", nl=False)
    yield _redraw


def _redraw(text: str) -> None:
    lines = text.rstrip("\n").split("\n")
    fits = len(lines) < terminal_height()
    start, end = ("\x1b[H", "\x1b[K") if fits else ("\x1b[2J\x1b[H", "")
    click.echo(start + "".join(f"{line}{end}\n" for line in lines) + ("\x1b[J" if fits else ""), nl=False, color=True)


def _pressed(keys: Keys) -> Iterator[str]:
    """The keys that were pressed within a moment."""
    key = _wait(keys)
    while key:
        yield key
        key = keys(0)


def _wait(keys: Keys) -> str:
    return keys(PAUSE_SECONDS)


def _stamps(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """When each file and notebook was changed, and its size."""
    stamps = {}
    for file in (file for path in paths for file in (path.rglob("*.*") if path.is_dir() else [path])):
        if file.suffix in (".py", ".ipynb"):
            with suppress(OSError):
                stamps[file] = (file.stat().st_mtime_ns, file.stat().st_size)
    return stamps
