"""Quadratics: the landscapes on which every rule can be followed exactly, and on which its limits are known."""

from collections.abc import Sequence

import sympy as sp

from autograder.catalogue.data_sets import Number
from autograder.catalogue.landscapes.landscape import Landscape
from autograder.symbolic import as_written, rational

w, x, y = sp.symbols("w x y", real=True)


def quadratic(
    name: str,
    title: str,
    eigenvalues: Sequence[Number],
    start: tuple[Number, ...],
    turned: tuple[Number, Number] | None = None,
) -> Landscape:
    """Half the sum of lambda_i x_i^2; of two coordinates also turned by the angle with this cosine and sine."""
    count = len(eigenvalues)
    variables = (x, y)[:count] if count <= 2 else sp.symbols(f"x1:{count + 1}", real=True)
    curvatures = [rational(value) for value in eigenvalues]
    if turned is None:
        loss = sp.Add(*(value * variable**2 / 2 for value, variable in zip(curvatures, variables, strict=True)))
    else:
        cosine, sine = map(rational, turned)
        turn = sp.Matrix([[cosine, -sine], [sine, cosine]])
        point = sp.Matrix(variables)
        loss = sp.expand((point.T * turn * sp.diag(*curvatures) * turn.T * point)[0] / 2)
    return Landscape(name, title, tuple(variables), loss, start)


with as_written():
    SQUARE = Landscape("square", "the handouts' worked example", (w,), w**2, (4,))
    SHIFTED_SQUARE = Landscape("shifted_square", "a parabola with its minimum at 3", (w,), (w - 3) ** 2, (4,))
    VALLEY = Landscape("valley", "a long valley", (x, y), x**2 / 10 + 2 * y**2, (-5, -2))
    TILTED_BOWL = Landscape(
        "tilted_bowl", "a bowl whose axes are turned", (x, y), sp.Add(x**2, x * y, y**2, -2 * x), (3, 1)
    )

SPECTRUM = quadratic(
    "spectrum", "six parabolas of different curvature at once", (1, 4, 6, 11, 12, 13), (4, 4, 4, 4, 4, 4)
)
TWO_SCALES = quadratic("two_scales", "the same parabola twice, once 1024 times as steep", (2, 2048), (4, 4))
TURNED_VALLEY = quadratic("turned_valley", "a long valley across the axes", (1, 20), (3, 1), turned=("3/5", "4/5"))

QUADRATICS = (SQUARE, SHIFTED_SQUARE, VALLEY, TILTED_BOWL, SPECTRUM, TWO_SCALES, TURNED_VALLEY)
