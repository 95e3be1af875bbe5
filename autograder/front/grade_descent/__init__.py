"""Grade Descent for students: `from grade_descent import check` (and `quiz`), and the command `grade`.

Another distribution installs a package `autograder` too. Nobody else has this name, so what students touch starts here:
before our `autograder` is imported, it is looked at whether it is ours.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder import check as check
    from autograder import quiz as quiz

__all__ = ["check", "quiz"]


def __getattr__(name: str) -> Any:
    """`check` or `quiz` of our `autograder`; ImportError says what is in its way, and what to type."""
    if name not in __all__:
        raise AttributeError(f"module 'grade_descent' has no attribute {name!r}")
    from grade_descent.first_look import obstacle

    if found := obstacle():
        raise ImportError(f"{found.what}. {found.cure_here}")
    from autograder import check, quiz

    return {"check": check, "quiz": quiz}[name]
