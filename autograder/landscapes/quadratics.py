"""Quadratics: the landscapes on which every rule of the first units can be followed exactly."""

import sympy as sp

from autograder.landscapes.landscape import Landscape
from autograder.symbolic import as_written

w, x, y = sp.symbols("w x y")

with as_written():
    SQUARE = Landscape("square", "the handouts' worked example", (w,), w**2, (4,))
    SHIFTED_SQUARE = Landscape("shifted_square", "a parabola with its minimum at 3", (w,), (w - 3) ** 2, (4,))
    VALLEY = Landscape("valley", "a long valley", (x, y), x**2 / 10 + 2 * y**2, (-5, -2))
    TILTED_BOWL = Landscape("tilted_bowl", "a bowl whose axes are turned", (x, y), x**2 + x * y + y**2 - 2 * x, (3, 1))
