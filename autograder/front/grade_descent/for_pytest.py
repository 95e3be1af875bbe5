"""pytest's option `--grade PATH`; without it nothing of the grader is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

DESTINATION = "grade_descent_path"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("Grade Descent").addoption(
        "--grade",
        dest=DESTINATION,
        metavar="PATH",
        help="check the exercises in this folder or file, one test for each check of `grade check`",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Where the option is given: grade what is there, and collect it, also where no other path is named."""
    given = config.getoption(DESTINATION)
    if given is None:
        return
    import pytest

    from grade_descent.first_look import obstacle

    if found := obstacle():
        raise pytest.UsageError(f"{found.what}. {found.cure}")
    from autograder.pytest_plugin import Grading

    config.pluginmanager.register(Grading(Path(given)), "grade-descent")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = [given]
    elif not any(_is_about(argument, Path(given).resolve()) for argument in config.args):
        config.args = [*config.args, given]


def _is_about(argument: str, graded: Path) -> bool:
    """Whether an argument of the command line leads to what is graded, or into it."""
    path = Path(argument.partition("::")[0]).resolve()
    return path.is_relative_to(graded) or graded.is_relative_to(path)
