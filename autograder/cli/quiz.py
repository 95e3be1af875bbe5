"""Commands of the quiz: `grade quiz take`, `new`, `mark`, `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.names import several, units_named
from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.errors import UsageError
from autograder.model.course import Unit

if TYPE_CHECKING:
    from autograder.quiz.course_quiz import CourseQuiz


class _TakenByDefault(click.Group):
    """A group of which `take` is what is meant where none of its commands is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        is_named = any(one in self.commands or one in context.help_option_names for one in args)
        return super().parse_args(context, args if is_named else ["take", *args])


@click.group(cls=_TakenByDefault, context_settings={"help_option_names": ["-h", "--help"]})
def quiz() -> None:
    """Questions about optimizers, with numbers of your own; `grade quiz` and `grade quiz UNIT` ask them."""


@quiz.command()
@click.argument("unit", required=False)
@click.option("--practice", is_flag=True, help="New numbers without end, told at once what is right; nothing counts.")
@course_option
def take(unit: str | None, practice: bool, course_file: Path | None) -> None:
    """Answer the quiz of UNIT (default: the first that is not finished), one question at a time."""
    from autograder.cli import quiz_session
    from autograder.quiz.course_quiz import CourseQuiz

    course = course_at(course_file, Path())
    asked = CourseQuiz.of(course)
    chosen = _unit(unit, asked)
    if practice:
        quiz_session.practise(asked, chosen)
    else:
        quiz_session.take(asked, chosen)


def _unit(name: str | None, asked: CourseQuiz) -> str:
    """The unit that is meant: the one named, that of the folder we are in, or the first that is not finished."""
    from autograder.cli.quiz_session import is_finished

    units = tuple(asked.questions)
    if not units:
        raise UsageError("this course has no quiz: its course file leaves out every question")
    if name:
        folder = Path(name).name or name
        return several((folder,), units_named(units), "the course has no quiz of unit")[0]
    here = Path().resolve().name
    if here in units:
        return here
    return next((unit for unit in units if not is_finished(asked, unit)), units[0])


@quiz.command()
@click.argument("roster", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where sheets go.")
@click.option("--unit", "units", multiple=True, metavar="NAME", help="Only the quiz of this unit.")
@click.option("--format", "form", default="toml", show_default=True, help="The form of the sheets.")
@course_option
def new(roster: Path, out: Path, units: tuple[str, ...], form: str, course_file: Path | None) -> None:
    """Make a sheet for each student of ROSTER: a list of names, or a table with a column `student`."""
    from autograder.quiz.course_quiz import CourseQuiz
    from autograder.quiz.formats import FORMATS
    from autograder.quiz.roster import students_of
    from autograder.submissions import safe_file_name

    if form not in FORMATS:
        raise UsageError(f'there is no format "{form}"; there is {", ".join(FORMATS)}')
    course = course_at(course_file, Path())
    asked = CourseQuiz.of(course, several(units, units_named(course.units), "the course has no unit") if units else ())
    file_name, write = FORMATS[form]
    students = students_of(roster)
    written = kept = 0
    with writing_to(out):
        for student in students:
            for unit in asked.questions:
                path = out / safe_file_name(student) / unit / file_name
                items = [frozen.item for frozen in asked.items(unit, student)]
                if _written(path, write(items, student, course.quiz.seed)):
                    written += 1
                else:
                    kept += 1
    there = f"; {kept} were there already and stay as they are" if kept else ""
    click.echo(f"{written} sheets for {len(students)} students in {out}{there}.")
    click.echo(f"Hand them out; when they are back, type  grade quiz mark {out}  or grade them with  grade run")


def _written(path: Path, text: str) -> bool:
    """Write a sheet that is not there yet; whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


@quiz.command()
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@course_option
def mark(sheets: tuple[Path, ...], form: str, course_file: Path | None) -> None:
    """Mark SHEETS: files, or folders in which they are looked for."""
    from autograder.cli.quiz_marks import as_json, as_text
    from autograder.quiz.course_quiz import CourseQuiz
    from autograder.quiz.marking.worker import Marker
    from autograder.quiz.sheets import read_sheet

    with Marker() as marker:  # first, so that it warms up while we read
        course = course_at(course_file, sheets[0].resolve().parent)
        found = [read_sheet(_content(path), str(path)) for path in _files(sheets)]
        units = {sheet.unit for sheet in found}
        asked = CourseQuiz.of(course, tuple(sorted(units)) if units <= set(course.units) else ())
        marked = list(zip(found, asked.marks_of_all(found, marker.marks), strict=True))
    click.echo(as_json(marked) if form == "json" else as_text(marked), nl=False)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """The sheets that were named, and those in the folders that were named."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist: name a sheet, or the folder that holds them")
        found += sorted(path.rglob("quiz*.toml")) if path.is_dir() else [path]
    if not found:
        raise UsageError(f"there is no quiz.toml in {', '.join(map(str, paths))}: to get one, type  grade quiz")
    return found


def _content(path: Path) -> bytes:
    from autograder.quiz.sheets import MOST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): see who may read it") from error


@quiz.command()
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--to", "form", required=True, help="The system that reads it, such as moodle or canvas.")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Where files go.")
@click.option(
    "--variants", "count", type=click.IntRange(1, 500), default=10, show_default=True, help="Of each question."
)
@course_option
def export(units: tuple[str, ...], form: str, out: Path, count: int, course_file: Path | None) -> None:
    """Write the quiz of UNITS (default: all) for another system, with variants of which it picks one."""
    from autograder.basics.atomic import write_whole
    from autograder.quiz.course_quiz import CourseQuiz
    from autograder.quiz.export.formats import EXPORTS, exported
    from autograder.quiz.export.variants import variants

    if form not in EXPORTS:
        raise UsageError(f'nothing is written for "{form}": --to takes {", ".join(EXPORTS)}')
    course = course_at(course_file, Path())
    asked = CourseQuiz.of(course, several(units, units_named(course.units), "the course has no unit") if units else ())
    for unit in asked.questions:
        path = out / f"{unit}-{form}{EXPORTS[form].suffix}"
        content, lost = exported(f"Quiz {unit_title(unit)}", variants(asked, unit, count), EXPORTS[form])
        with writing_to(out):
            write_whole(path, content)
        say("\n".join(f"not carried: {what}" for what in lost), err=True)
        click.echo(f"{path} is written: import it there.")


def unit_title(unit: str) -> str:
    """A unit as a heading names it: "02 momentum"."""
    return f"{unit[:2]} {Unit(unit).short.replace('_', ' ')}"
