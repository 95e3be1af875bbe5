"""Places where the gradient vanishes and there is no minimum: saddles and a plateau; and a curved valley."""

import sympy as sp

from autograder.catalogue.landscapes.landscape import Landscape
from autograder.symbolic import as_written

x, y = sp.symbols("x y", real=True)
ZERO, ONE = sp.Integer(0), sp.Integer(1)

SADDLE = Landscape("saddle", "a saddle: down along y for ever", (x, y), x**2 - y**2, (1, "1/1000000"))
TWO_VALLEYS = Landscape(
    "two_valleys",
    "a saddle between two minima",
    (x, y),
    x**2 + y**4 / 4 - y**2 / 2,
    (1, "1/1000000"),
    domain=((-2 * ONE, 2 * ONE), (-ONE, ONE)),
)
PLATEAU = Landscape("plateau", "a plateau that is no minimum", (x,), x**3, (1,), domain=((ZERO, ONE),))
with as_written():
    ROSENBROCK = Landscape(
        "rosenbrock", "a curved valley (Rosenbrock 1960)", (x, y), (1 - x) ** 2 + 100 * (y - x**2) ** 2, ("-6/5", 1)
    )

SADDLES = (SADDLE, TWO_VALLEYS, PLATEAU, ROSENBROCK)
