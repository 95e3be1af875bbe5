"""`check(adam)` in a notebook or console: the checks of `grade check`, on the function as it is here and now.

This is feedback. It runs in the student's own process, so it cannot be a defence against anybody; the grade that
counts where that matters is `grade run`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.catalogue.course import course_at
from autograder.errors import GraderError, UsageError
from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Report, Status
from autograder.model.submission import SourceFile, Submission
from autograder.reports import notebook
from autograder.sandbox.in_place import InPlaceSandbox
from autograder.sandbox.surroundings import beyond


def check(function: Callable[..., Any], minimum: float | None) -> float:
    """Show what the checks found and return the points; see `autograder.check`."""
    with warnings.catch_warnings(action="ignore"):  # whatever stands on stderr, nbgrader takes for a failure
        report = report_on(function)
    score = float(report.score)
    if minimum is not None and score < minimum:
        raise AssertionError(notebook.text(report))
    _show(report)
    return score


def report_on(function: Callable[..., Any]) -> Report:
    """The report on one function; UsageError where the course has no exercise of its name.

    Raises GraderError where we fail: then there is no score.
    """
    name = getattr(function, "__name__", None)
    if not callable(function) or not isinstance(name, str):
        raise UsageError("check takes the function that you wrote, for example check(momentum)")
    course = course_at(None, Path.cwd())
    exercise = course.exercise(name)
    grader = Grader(replace(course, exercises=(exercise,)), key_for([exercise]), Texts())
    here = Submission("", {exercise.unit: SourceFile("", "", "", ())}, (), "")
    with InPlaceSandbox(function) as sandbox:
        report = grader.grade(here, sandbox)
    if report.exercises[0].status is Status.BROKEN:
        raise GraderError(f"{name} could not be checked: {notebook.text(report)}")
    return replace(report, notes=(*report.notes, *_warnings(function, name)))


def _warnings(function: Callable[..., Any], name: str) -> Iterator[str]:
    """Sentences about what a function uses here that it will not find when it is graded."""
    libraries, own = beyond(function)
    if libraries:
        yield f"{name} uses {' and '.join(libraries)}, not there while grading: only Python and NumPy are."
    if own:
        files = " and ".join(f"{module}.py" for module in own)
        yield f"{name} uses {files}: hand that in beside your notebook, or copy what you need from it."


def _show(report: Report) -> None:
    """As HTML where there is a page to show it on, else as text."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if getattr(shell, "kernel", None) is None:
        print(notebook.text(report))
        return
    from IPython.display import display

    display({"text/html": notebook.html(report), "text/plain": notebook.text(report)}, raw=True)
