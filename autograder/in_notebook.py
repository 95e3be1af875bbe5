"""`check(adam)` in a notebook or console: the checks of `grade check`, on the function as it is here and now.

This is feedback. It runs in the student's own process, so it cannot be a defence against anybody; the grade that
counts where that matters is `grade run`.
"""

from __future__ import annotations

import linecache
import numbers
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.catalogue.course import course_at
from autograder.errors import GradeDescentError, GraderError, UsageError
from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Cell, Report, Status
from autograder.model.course import Course, Exercise
from autograder.model.submission import SourceFile, Submission
from autograder.reports import notebook
from autograder.sandbox.in_place import InPlaceSandbox
from autograder.sandbox.surroundings import beyond


def check(given: tuple[object, ...], minimum: float | None, hint: bool) -> float:
    """Show what the checks found and return the points; see `autograder.check`.

    What is raised shows in a notebook as its text alone, without the lines of ours that led to it.
    """
    try:
        return _checked(given, minimum, hint)
    except (AssertionError, GradeDescentError) as error:
        raise _without_our_lines(error, str(error)) from None
    except KeyboardInterrupt as stop:
        raise _without_our_lines(stop, "stopped: nothing was found yet") from None


def _checked(given: tuple[object, ...], minimum: float | None, hint: bool) -> float:
    with warnings.catch_warnings(action="ignore"):  # whatever stands on stderr, nbgrader takes for a failure
        function, exercise, course = _meant(given, minimum)
        report = _report(function, exercise, course)
    score = float(report.score)
    is_enough = minimum is None or score >= minimum
    if is_enough or _kernel():
        _show(report, hint)
    if not is_enough:
        raise AssertionError(notebook.text(report, hint=hint))
    return score


def report_on(function: Callable[..., Any]) -> Report:
    """The report on one function; UsageError where the course has no exercise of its name.

    Raises GraderError where we fail: then there is no score.
    """
    return _report(*_meant((function,), None))


def _meant(given: tuple[object, ...], minimum: float | None) -> tuple[Callable[..., Any], Exercise, Course]:
    """The function that is given and the exercise that it answers; UsageError says what else was given."""
    if len(given) != 1:
        several = "one function at a time" if given else "the function that you wrote"
        raise UsageError(f"check takes {several}, for example  check(momentum)")
    (function,) = given
    course = course_at(None, Path.cwd())
    if not isinstance(function, types.FunctionType) or function.__name__ == "<lambda>":
        raise UsageError(_no_function(function, course))
    exercise = course.exercise(function.__name__)
    if minimum is not None and not (isinstance(minimum, numbers.Real) and minimum <= exercise.points):
        raise UsageError(f"{exercise.name} has {exercise.points:g} points: minimum={minimum!r} is no number up to that")
    return function, exercise, course


def _no_function(given: object, course: Course) -> str:
    """What is to be given to `check` in the place of something that is no function of the student's."""
    name = given if isinstance(given, str) else getattr(given, "__name__", None)
    known = isinstance(name, str) and any(exercise.name == name for exercise in course.exercises)
    call = f"check({name})" if known else "check(momentum)"
    if isinstance(given, str):
        return f"check takes the function itself, without quotation marks:  {call}"
    if isinstance(given, type):
        return f"{given.__name__} is a class: write a function of the exercise's name (def ...), then  {call}"
    if isinstance(given, types.FunctionType):
        return f"a lambda has no name: write a function of the exercise's name (def ...), then  {call}"
    if isinstance(given, types.ModuleType):
        return f"{given.__name__} is a module: check takes a function, for example  {call}"
    if callable(given):
        return f"check takes a function that you wrote yourself (def ...), for example  {call}"
    return f"check takes the function itself, not what it returns: nothing follows its name, as in  {call}"


def _report(function: Callable[..., Any], exercise: Exercise, course: Course) -> Report:
    name = exercise.name
    grader = Grader(replace(course, exercises=(exercise,)), key_for([exercise]), Texts(language=course.language))
    here = Submission("", {exercise.unit: SourceFile("", "", "", _cells(function))}, (), "")
    with InPlaceSandbox(function) as sandbox:
        report = grader.grade(here, sandbox)
    if report.exercises[0].status is Status.BROKEN:
        raise GraderError(f"{name} could not be checked: {notebook.text(report)}")
    return replace(report, notes=(*report.notes, *map(course.language.of, _warnings(function, name))))


def _cells(function: Callable[..., Any]) -> tuple[Cell, ...]:
    """The cell or file that a function was written in, which a verdict may quote; none where it was kept nowhere."""
    code = getattr(function, "__code__", None)
    lines = linecache.getlines(code.co_filename) if code is not None else []
    return (Cell("".join(lines), 1),) if lines else ()


def _warnings(function: Callable[..., Any], name: str) -> Iterator[str]:
    """Sentences about what a function uses here that it will not find when it is graded."""
    libraries, own = beyond(function)
    if libraries:
        yield f"{name} uses {' and '.join(libraries)}, not there while grading: only Python and NumPy are."
    if own:
        files = " and ".join(f"{module}.py" for module in own)
        yield f"{name} uses {files}: hand that in beside your notebook, or copy what you need from it."


# ---------------------------------------------------------------- where it is shown


def _kernel() -> object:
    """The notebook's kernel; None where there is none."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None)


def _show(report: Report, hint: bool) -> None:
    """As the card of its page where there is one to show it on, else as text."""
    if _kernel() is None:
        print(notebook.text(report, hint=hint))
        return
    from IPython.display import display

    shown = {"text/html": notebook.html(report, hint=hint), "text/plain": notebook.text(report, hint=hint)}
    display(shown, raw=True)


def _without_our_lines(error: BaseException, said: str) -> BaseException:
    """The error, of which IPython shows only some text: it asks exceptions how they want to be shown."""
    error._render_traceback_ = lambda: [said]  # type: ignore[attr-defined]
    return error.with_traceback(None)
