"""A check as it is shown: on a screen, in a file's format, as an exit code."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.basics.dataclass import dataclass
from autograder.cli.options import in_words, say, terminal_width, use_ascii, use_color
from autograder.cli.repairs import has_broken, has_open
from autograder.cli.unit_files import OutOfPlace, saved_at
from autograder.model import ExerciseResult, Report, Status
from autograder.model.course import Course
from autograder.model.marks import Verdict
from autograder.reports.wording import is_unwritten, worked_on

if TYPE_CHECKING:
    from autograder.reports.screen import CheckView


def check_command(paths: Sequence[Path]) -> str:
    """The command that checks these paths again, as it can be typed."""
    names = [f'"{path}"' if " " in str(path) else str(path) for path in paths if path != Path()]
    return " ".join(["grade check", *names])


@dataclass(frozen=True, slots=True)
class Typed:
    """What was asked for, to be typed again."""

    paths: tuple[Path, ...]
    only: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that checks the same again."""
        narrowed = [*(f"--only {name}" for name in self.only), *(f"--unit {name}" for name in self.units)]
        return " ".join([check_command(self.paths), *narrowed])


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, and the units whose file is not where it belongs."""

    report: Report
    out_of_place: OutOfPlace


def view_of(checked: Checked, typed: Typed, course: Course, *, hint: bool, details: bool, show_all: bool) -> CheckView:
    """How a check is shown: by what has changed since the last one."""
    from autograder.cli.remembered import is_stuck, newly_passed, remember_tries
    from autograder.reports.screen import CheckView

    report = checked.report
    remember_tries(report, course)
    names = [exercise.name for exercise in course.exercises]
    saved, fresh = saved_at(report), newly_passed(report, typed.paths)
    shown = worked_on(report, saved, fresh)
    last = max((names.index(exercise.name) for exercise in report.exercises if exercise.name in names), default=0)
    return CheckView(
        show_all=show_all,
        hint=hint,
        command=typed.command,
        out_of_place=checked.out_of_place.said,
        details=details,
        changed=saved,
        fresh=fresh,
        solution=course.shows_solutions,
        then=next(iter(names[last + 1 :]), "") if len(report.exercises) < len(names) else "",
        is_stuck=shown is not None and is_stuck(shown, course, saved.get(shown.file or "", 0.0)),
        quizzes=_quizzes(report, fresh, course),
        in_words=in_words(),
    )


def _quizzes(report: Report, fresh: frozenset[str], course: Course) -> frozenset[str]:
    """The units that are done with what passes for the first time, and whose quiz is not answered."""
    begun = {exercise.unit for exercise in report.exercises if exercise.status is not Status.PASSED}
    done = {exercise.unit for exercise in report.exercises if exercise.name in fresh} - begun
    if not done:
        return frozenset()
    from autograder.cli.quiz_session import is_finished  # only where a unit is done
    from autograder.quiz.course_quiz import CourseQuiz

    asked = CourseQuiz.of(course)
    return frozenset(unit for unit in done if unit in asked.questions and not is_finished(asked, unit))


def rendered(checked: Checked, form: str, view: CheckView | None) -> str:
    from autograder.reports import document

    report = checked.report
    if form == "github":
        from autograder.reports import github

        report = _as_github_names_files(report)
        _add_step_summary(github.summary(report))
    if form != "text":
        for sentence in checked.out_of_place.said.values():
            say(f"grade: {sentence}", err=True)
        return document(report, form)
    from autograder.reports import screen

    shown = view or screen.CheckView()
    return screen.render(report, view=shown, width=terminal_width(), color=use_color(), ascii_only=use_ascii())


def _as_github_names_files(report: Report) -> Report:
    """The report with files as annotations need them: below the repository, wherever the command was typed."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE", ".")).resolve()

    def named(file: str | None) -> str | None:
        path = Path(file or ".").resolve()
        return path.relative_to(workspace).as_posix() if file and path.is_relative_to(workspace) else file

    return replace(report, exercises=tuple(replace(e, file=named(e.file)) for e in report.exercises))


def _add_step_summary(markdown: str) -> None:
    """Add to the summary of the run on GitHub; where that cannot be written, the grade is what it is."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(markdown)
    except OSError as error:
        why = error.strerror or type(error).__name__
        say(
            f"grade: the summary of the run is missing: {file} (GITHUB_STEP_SUMMARY) cannot be written: {why}", err=True
        )


def exit_code(checked: Checked, started: bool) -> int:
    exercises = checked.report.exercises
    if any(exercise.status is Status.BROKEN for exercise in exercises) or has_broken(checked.report):
        return 3
    if has_open(checked.report, started=started):
        return 1
    further = {unit.name for unit in checked.report.units if unit.further}
    open_ones = [exercise for exercise in exercises if exercise.status is not Status.PASSED]
    if started:
        is_done = all(_is_not_begun(one, checked) for one in open_ones)
        return 0 if is_done and checked.out_of_place.said.keys() <= checked.out_of_place.absent else 1
    counting = [one for one in exercises if one.max_score and one.unit not in further] or exercises
    is_done = all(is_unwritten(one) and one not in counting for one in open_ones)
    return 0 if is_done and not checked.out_of_place.said else 1


def _is_not_begun(exercise: ExerciseResult, checked: Checked) -> bool:
    """Whether nothing of a function is written: in its unit's file, or as nothing of the unit is there."""
    return is_unwritten(exercise) or exercise.unit in checked.out_of_place.absent


def as_started(checked: Checked) -> Report:
    """The report with what is not begun as skipped: whoever reads it takes what is missing for failed.

    That a unit's file is not there is told beside the report.
    """

    def skipped(exercise: ExerciseResult) -> ExerciseResult:
        checks = tuple(replace(check, status=Status.SKIPPED) for check in exercise.checks)
        is_open = exercise.status is not Status.PASSED and _is_not_begun(exercise, checked)
        return replace(exercise, status=Status.SKIPPED, checks=checks) if is_open else exercise

    begun = tuple(repair for repair in checked.report.repairs if repair.status != Verdict.OPEN)
    return replace(checked.report, exercises=tuple(map(skipped, checked.report.exercises)), repairs=begun)
