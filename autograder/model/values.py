"""What values are made of: arrays by what they hold, and what crosses between processes."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.generic]]  # type: ignore[explicit-any]  # of any dtype
"""An array of any shape and dtype."""
Scalar: TypeAlias = "np.generic[object]"
"""A single value of NumPy's, of any dtype."""
FloatArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
IntArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
BoolArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

Value: TypeAlias = (
    "bool | int | float | str | Scalar | Array | tuple[Value, ...] | list[Value] | dict[str, Value] | None"
)
"""What a student's function takes or returns."""
