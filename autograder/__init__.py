"""Grade Descent: exercises on optimizers, graded with exact values."""

import warnings as _warnings

from autograder.clash import ADVICE as _ADVICE
from autograder.clash import other_distribution as _other_distribution

__version__ = "1.0.0"

__all__ = ["__version__"]

if _other := _other_distribution():
    _warnings.warn(
        f"{_other} is installed beside grade-descent and also holds a package `autograder`: {_ADVICE}", stacklevel=2
    )
