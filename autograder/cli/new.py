"""`grade new`: begin an exercise of one's own, or read how rules, mistakes and functions are written."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import say, writing_to
from autograder.errors import UsageError


@click.command()
@click.argument("name", required=False)
@click.option("--reference", "is_reference", is_flag=True, help="Any function of NumPy, in the place of a rule.")
@click.option("--unit", metavar="NN_NAME", help="The unit that it belongs to; else one after all others.")
@click.option("--guide", "with_guide", is_flag=True, help="Print the guide to rules, mistakes and functions.")
@click.option(
    "--course",
    "course_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Its course file, new or there.",
)
def new(name: str | None, is_reference: bool, unit: str | None, with_guide: bool, course_file: Path | None) -> None:
    """Begin the exercise NAME: write its file with the parts to fill in, beside the course file."""
    if with_guide:
        from autograder.catalogue.guide import guide

        click.echo(guide(), nl=False)
        return
    if name is None:
        raise UsageError("name the exercise, as in  grade new line_search --reference , or type  grade new --guide")
    from autograder.authoring.new import HOLE, new_exercise, unit_after
    from autograder.catalogue.course import BUILT_IN, find_course, load_course

    found = course_file or find_course(Path.cwd())
    course_file = Path("course.toml") if found == BUILT_IN else found
    course = load_course(course_file if course_file.is_file() else BUILT_IN)
    made = new_exercise(name, unit or unit_after(course.units), course_file.parent, is_reference=is_reference)
    if any(exercise.name == name for exercise in course.exercises):
        raise UsageError(f"the course has an exercise {name} already: choose another name")
    if made.file.exists():
        raise UsageError(f"{made.file} is there already: choose another name, or move it away")
    is_new = not course_file.exists()
    with writing_to(made.file):
        made.file.parent.mkdir(parents=True, exist_ok=True)
        made.file.write_text(made.text, encoding="utf-8", newline="\n")
        if is_new:
            course_file.write_text(f'extends = "default"\n\n{made.entry}', encoding="utf-8", newline="\n")
    say(f"  new  {made.file}")
    if is_new:
        say(f"  new  {course_file}")
    else:
        say(f"Add this to {course_file}:\n\n{made.entry}")
    say(f'Fill in what says "{HOLE}" (grade new --guide says how), then type  grade verify --only {name}')
