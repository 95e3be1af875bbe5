"""Commands that carry grades elsewhere: `grade export`."""

from __future__ import annotations

import math
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from autograder.basics.atomic import write_whole
from autograder.classroom.depth import Depth
from autograder.classroom.exports import TARGETS
from autograder.cli.names import several, units_named
from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.errors import UsageError
from autograder.model.course import Course
from autograder.processes.garbage import collect_hardly_ever

NAMELESS = ("csv", "gradescope", "classroom50", "jplag", "compare50")
"""What can be written of people whom nobody knows."""
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--to",
    "targets",
    type=click.Choice(list(TARGETS)),
    required=True,
    multiple=True,
    help="Who is to read them; may be repeated.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the files go.")
@click.option("--gradebook", type=FILE, help="The platform's own file of grades, to be filled in.")
@click.option("--worksheet", type=FILE, help="Moodle's grading worksheet of an assignment, to be filled in.")
@click.option("--roster", type=FILE, help="Who is who: id, login, name, email, section.")
@click.option("--unit", "units", multiple=True, metavar="NAME", help="Only this unit.")
@click.option("--total", is_flag=True, help="One grade for the course instead of one for each unit.")
@click.option("--out-of", type=click.FloatRange(min=0, min_open=True), help="The most points that the platform gets.")
@click.option("--column", "titles", multiple=True, metavar="UNIT=TITLE", help="What the platform calls a grade.")
@click.option("--feedback", is_flag=True, help="Also a zip of pages for students (canvas, moodle).")
@click.option(
    "--submissions",
    type=click.Path(path_type=Path, exists=True),
    help="The download that feedback for Canvas answers: a zip or folder.",
)
@click.option("--anonymous", is_flag=True, help="Name pseudonyms instead of students.")
@click.option("--excel", is_flag=True, help="Write csv so that Excel shows all names rightly.")
@course_option
def export(
    out: Path,
    targets: tuple[str, ...],
    output: Path | None,
    gradebook: Path | None,
    worksheet: Path | None,
    roster: Path | None,
    units: tuple[str, ...],
    total: bool,
    out_of: float | None,
    titles: tuple[str, ...],
    feedback: bool,
    submissions: Path | None,
    anonymous: bool,
    excel: bool,
    course_file: Path | None,
) -> None:
    """Write the grades in OUT for another program: files in OUT/export, csv to the terminal, nbgrader's gradebook."""
    targets = tuple(dict.fromkeys(targets))
    books = _own_files(targets, {"gradebook": gradebook, "worksheet": worksheet})
    with_names = [target for target in targets if target not in NAMELESS]
    if anonymous and with_names:
        raise UsageError(
            f"--to {with_names[0]} must know whose each grade is: --anonymous is for {', '.join(NAMELESS)}"
        )
    if out_of is not None and not math.isfinite(out_of):
        raise UsageError(f"--out-of must be a number of points, not {out_of:g}")
    if total and units:
        raise UsageError("--total is one grade for the whole course: leave out --unit, or --total")
    course = course_at(course_file, out)
    collect_hardly_ever()
    from autograder.classroom import exports
    from autograder.classroom.exports.grades import Grades, columns_of
    from autograder.classroom.learners import handed_in_by, learners_in, seen_by
    from autograder.classroom.tables import read_table

    depth = Depth.WHOLE if feedback else max(TARGETS[target].reads for target in targets)
    learners, notes = learners_in(out, course, roster, is_anonymous=anonymous, depth=depth)
    asked = several(units, units_named(course.units), "the course has no unit") if units else ()
    columns = columns_of([one.report for one in learners], asked, dict(map(_title, titles)), total=total, out_of=out_of)
    compares = any(TARGETS[target].compares for target in targets)
    grades = Grades(
        learners=learners,
        columns=columns,
        course=course,
        folder=out if course_file is None else course_file.parent,
        is_named=course_file is not None,
        is_chosen=bool(asked),
        feedback=feedback,
        download=_names_in(submissions) if submissions else (),
        environment=os.environ,
        excel=excel,
        handed_in=handed_in_by(out, course, is_anonymous=anonymous) if compares else {},
        handed_out=_handed_out(course) if compares else {},
    )
    exported = {
        target: exports.export(
            target,
            replace(
                grades,
                learners=seen_by(learners, target),
                book=read_table(books[target], utf_16=target == "blackboard") if target in books else None,
            ),
        )
        for target in targets
    }
    for target, made in exported.items():
        if targets == ("csv",) and output is None:
            click.echo(made.files["grades.csv"].decode("utf-8").removesuffix("\n"))
        else:
            _write(made.files, _folder(target, targets, output, out))
    for note in dict.fromkeys((*notes, *(note for made in exported.values() for note in made.notes))):
        say(note, err=any(made.files for made in exported.values()))


def _folder(target: str, targets: Sequence[str], output: Path | None, out: Path) -> Path:
    """Where the files of a platform go: each of several has a folder of its own."""
    if output is None:
        return out / "export" / target
    return output / target if len(targets) > 1 else output


def _handed_out(course: Course) -> dict[str, str]:
    """What students were given, by the name of the file."""
    from autograder.authoring.handout import key_of_unit
    from autograder.authoring.stubs import stub_of_unit
    from autograder.expected.lookup import key_for

    key = key_for(course.exercises)
    return {f"{unit}.py": stub_of_unit(unit, key_of_unit(course, key, unit)) for unit in course.units}


def _own_files(targets: Sequence[str], files: Mapping[str, Path | None]) -> dict[str, Path]:
    """The platforms' files that were named, by platform; UsageError where a file is another's, or may be two's."""
    found: dict[str, Path] = {}
    for name, file in files.items():
        if file is None:
            continue
        whose = [target for target in targets if TARGETS[target].file == name]
        if not whose:
            fitting = ", ".join(platform for platform, known in TARGETS.items() if known.file == name)
            raise UsageError(f"--{name} is for {fitting}: leave it out with --to {targets[0]}")
        if len(whose) > 1:
            raise UsageError(f"--{name} may be that of {' or '.join(whose)}: export to one of them at a time")
        found[whose[0]] = file
    return found


def _title(said: str) -> tuple[str, str]:
    unit, _, title = said.partition("=")
    if not (unit.strip() and title.strip()):
        raise UsageError(f'--column "{said}" names no unit and title: write  --column "02_momentum=Homework 2"')
    return unit.strip(), title.strip()


def _names_in(download: Path) -> tuple[str, ...]:
    """The files at the top of a download."""
    if download.is_dir():
        return tuple(sorted(os.listdir(download)))
    try:
        with zipfile.ZipFile(download) as archive:
            return tuple(sorted(archive.namelist()))
    except (zipfile.BadZipFile, OSError) as error:
        raise UsageError(f"{download} is no zip that can be read ({error}): name the download or its folder") from error


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write each file whole, where it is not so already, and say where it lies."""
    with writing_to(folder):
        for name, content in files.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)
    if len(files) > 5:
        say(f"{len(files)} files in {folder}")
    else:
        for name in files:
            say(f"{folder / name}")
