"""Samples of least-squares problems, as exact numbers: landscapes are made of them, and theorems run on them."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Number: TypeAlias = int | str
"""An exact number: an int, or text such as "1/2"."""


class DataSet(NamedTuple):
    """Samples x_i with two features each, and the targets y_i."""

    rows: tuple[tuple[Number, Number], ...]
    targets: tuple[Number, ...]


SCATTERED = DataSet(((1, 0), (1, 1), (1, 2), (1, 3), ("1/2", -1), (-1, 1)), (1, 3, 4, 8, "-1/2", 0))
"""A straight line with some noise, and two samples from elsewhere: no w fits them all."""

FITTING = DataSet(((1, 0), (1, 1), (1, -2), ("1/2", 1), (-1, 1), (0, "3/2")), (2, 1, 4, 0, -3, "-3/2"))
"""Samples that w = (2, -1) fits without any error."""
