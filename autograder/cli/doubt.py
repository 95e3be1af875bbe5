"""`grade report`: one file for whoever thinks that the grader is wrong."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder._version import __version__
from autograder.cli.names import exercises_of, resolved
from autograder.cli.options import course_at, course_option, say, writing_to
from autograder.errors import GraderError, UsageError
from autograder.model import IsolationLevel
from autograder.model.course import Unit

if TYPE_CHECKING:
    from autograder.grading.observe import Observation
    from autograder.model import ExerciseKey, Probe, Report


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".")
@course_option
def report(name: str, folder: Path, course_file: Path | None) -> None:
    """Write what is needed to see whether the grader is wrong about NAME, whose work is in FOLDER, into a file here."""
    from dataclasses import replace

    from autograder.basics.atomic import write_whole
    from autograder.expected.in_full import in_full
    from autograder.expected.lookup import key_for
    from autograder.expected.shipped import SHIPPED_SEED
    from autograder.grading.grade import Grader
    from autograder.grading.observe import observed
    from autograder.grading.run import run
    from autograder.grading.sentences import Texts
    from autograder.model.display import call_text
    from autograder.reports.doubt import Doubt, render
    from autograder.reports.sentences import texts_in
    from autograder.sandbox import open_sandbox
    from autograder.submissions import Wanted, read_student

    course = course_at(course_file, folder)
    chosen = resolved(name, exercises_of(course), "the course has no exercise")
    exercise = course.exercise(chosen)
    submission = read_student([folder], Wanted.of(course))
    file = submission.file_of(exercise.unit, exercise.name)
    if file is None or file.text is None:
        raise UsageError(f"there is no {Unit(exercise.unit).file} that can be read in {folder}: name its folder")
    keys = key_for([exercise])
    key = keys.exercises[exercise.name]
    with open_sandbox(IsolationLevel.NONE) as sandbox:
        ran = run([exercise], submission, keys, course.limits, sandbox)
        grader = Grader(replace(course, exercises=(exercise,)), keys, Texts(language=course.language))
        found = grader.grade(submission, sandbox)
    if exercise.name not in ran.said:
        raise GraderError(ran.broken or submission.problem or f"{exercise.name} was not run")
    observation = observed(key, ran.said[exercise.name])
    probe = _telling(observation, key)
    steps = f"   # {probe.call.steps} steps, each from where the one before ended" if probe.call.steps > 1 else ""
    doubt = Doubt(
        result=found.exercises[0],
        versions=_versions(found),
        call=call_text(probe.call, key.parameters, key.losses) + steps,
        why=probe.why,
        exact=() if probe.theorem else in_full(exercise, SHIPPED_SEED, probe),
        answers=[repr(_plain(value)) for value in observation.answers[probe.id].values],
        expected=[f"{quantity.name}: {_plain(quantity.values)}" for quantity in probe.expected],
        source=key.source,
        code=file.text,
    )
    path = next(path for path in map(Path, _names(exercise.name)) if not path.exists())
    with writing_to(Path()):
        write_whole(path, render(doubt, texts_in(course.language)))
    say(f"{path} holds the call, both answers, the rule and your file. Write into it what you expected,")
    say("and send it to your teacher, or to the project as an issue.")


def _names(name: str) -> Sequence[str] | Any:
    """Names for the file, the first of which that is free is taken."""
    return (f"report-{name}{f'-{number}' if number else ''}.md" for number in count())


def _telling(observation: Observation, key: ExerciseKey) -> Probe:
    """The call that is in doubt: the first wrong one, before the runs of theorems; else the first that is made."""
    runs = [probe for probe in observation.runs if probe.id in observation.path_mismatches]
    every = [probe for check in key.checks for probe in check.probes]
    return next(iter([*observation.wrong_probes, *runs, *every]))


def _versions(found: Report) -> Mapping[str, str]:
    grader = found.grader
    return {
        "grade-descent": __version__,
        "Python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        **{name: version(name) for name in ("numpy", "sympy")},
        "course": grader.course,
        "expected values": f"{grader.key}, seed {grader.seed}",
    }


def _plain(value: Any) -> Any:
    """A value as Python prints it with every digit."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return value.tolist() if hasattr(value, "tolist") else value
