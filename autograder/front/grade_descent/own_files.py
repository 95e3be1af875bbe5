"""`import grade_descent.own_files`: from then on, `from momentum import momentum` finds what you wrote in that unit.

Files and notebooks of your other units are found wherever `grade check` finds them. While grading, this does nothing:
what you have handed in is found anyway.
"""

import sys
from pathlib import Path

from grade_descent.first_look import obstacle


def _folder() -> Path:
    """The folder of the file that imports this; the working folder for a notebook."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(("grade_descent", "importlib")):
        frame = frame.f_back
    file = Path(frame.f_globals.get("__file__") or "")
    return file.resolve().parent if file.is_file() else Path.cwd()


if _found := obstacle():
    raise ImportError(f"{_found.what}. {_found.cure_here}")

from autograder.own_files import install  # noqa: E402  # only now, as another package may hide ours

install(_folder())
