"""`grade demo`: a made-up class, graded for real."""

from __future__ import annotations

import secrets
from pathlib import Path
from random import Random

import click

from autograder.catalogue.course import BUILT_IN
from autograder.cli.graders import graders_at, isolation_for
from autograder.cli.instructors import forked_with, grade_and_show, plan_for
from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.cli.run_summary import say_what_was_graded
from autograder.errors import SandboxError, UsageError
from autograder.expected.shipped import SHIPPED_SEED
from autograder.expected.side_by_side import workers
from autograder.model import IsolationLevel
from autograder.reports.safe import clean

WITH_QUIZ = 2
"""Of so many units the class has filled in the quiz."""
MOST_SEED = 10**9


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="grade-demo")
@course_option
@click.pass_context
def demo(context: click.Context, folder: Path, course_file: Path | None) -> None:
    """Make a class in FOLDER (default: grade-demo), grade it for real, and say where the reports lie."""
    from autograder.authoring.demo import absent, as_marked, make_class, with_sheets
    from autograder.authoring.demo_files import write_class, write_course, write_roster
    from autograder.classroom.results import Workers
    from autograder.classroom.roster import read_roster
    from autograder.expected.lookup import key_for
    from autograder.processes import Crew
    from autograder.quiz.course_quiz import CourseQuiz
    from autograder.submissions import Wanted, find_class

    course = course_at(course_file, Path.cwd()).graded.core
    submissions, roster_file, out = folder / "submissions", folder / "roster.csv", folder / "out"
    if submissions.exists():
        raise UsageError(f"{submissions} is there already: name another folder, as in  grade demo {folder}-2")
    students = as_marked(make_class(course, key_for(course.exercises)), Random())
    if course.file == BUILT_IN:  # of another the seed of the quiz is the one that counts, and no sheet answers that
        with writing_to(folder):
            folder.mkdir(parents=True, exist_ok=True)
            write_course(course.units, quiz_seed := 1 + secrets.randbelow(MOST_SEED), folder / "course.toml")
        course = course_at(folder / "course.toml", folder).graded
        asked = CourseQuiz.of(course)
        items = {unit: asked.items(unit) for unit in course.units[:WITH_QUIZ]}
        students = with_sheets(students, items, quiz_seed, Random(0))
    with writing_to(folder):
        write_class(students, course.units, submissions)
        write_roster(students, absent(), course.units, roster_file)
    click.echo(f"A class of {len(students)} in {submissions}:")
    for student in students:
        say(f"  {clean(student.name):<14} {clean(student.story)}")
    level = _isolation()
    click.echo(f"\ngrade run {submissions} -o {out} --roster {roster_file} --isolation {level}\n")
    found = find_class(submissions, Wanted.of(course))
    with Crew(workers()) as crew, graders_at(None, level, crew) as graders:
        plan = plan_for(course, (), seed=SHIPPED_SEED, isolation=level, workers=workers())
        at_work = Workers(forked_with(plan, crew, len(students)), graders.grade)
        grades = grade_and_show(found, plan, out, at_work, read_roster(roster_file, course.units))
    code = say_what_was_graded(grades, found, out)
    late = next(student.name for student in students if student.late)
    say("What may come next, as in a real class:")
    say(f'  grade adjust {out} {late} --points 2 --why "was ill"')
    say(f"  grade export {out} --to canvas")
    context.exit(code)


def _isolation() -> IsolationLevel:
    """The best level of this machine; else none, said in so many words: this class was made here and can be trusted."""
    try:
        return isolation_for("auto")
    except SandboxError as refusal:
        click.echo(f"\nNote: {refusal}")
        click.echo('This class was made here and can be trusted, so it is graded with isolation "none".')
        return IsolationLevel.NONE
