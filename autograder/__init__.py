"""Grade Descent: exercises on optimizers, graded with exact values."""

import warnings as _warnings
from collections.abc import Callable as _Callable
from typing import Any as _Any

from autograder._clash import ADVICE as _ADVICE
from autograder._clash import other_distribution as _other_distribution
from autograder._version import __version__

__all__ = ["__version__", "check"]


def check(*function: _Callable[..., _Any], minimum: float | None = None, hint: bool = False) -> float:
    """Check a function that you wrote, show what was found, and return its points.

    Args:
        function: your function, under the name that the exercise has: `check(momentum)`; one at a time.
        minimum: raise AssertionError, with what was found as its text, if there are fewer points than this.
        hint: say where to look as well.

    Returns:
        The points, a multiple of one half from 0 to those of the exercise; nbgrader takes them as partial credit.

    Raises:
        UsageError: something else was given, or the course has no exercise of that name.
        GraderError: the grader itself failed, and there are no points.
    """
    from autograder.in_notebook import check as check_here  # only now: `import autograder` stays light

    return check_here(function, minimum, hint)


if _other := _other_distribution():
    _warnings.warn(
        f"{_other} is installed beside grade-descent and also holds a package `autograder`: {_ADVICE}", stacklevel=2
    )
