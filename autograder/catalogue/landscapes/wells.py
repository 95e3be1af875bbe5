"""One dimension, several minima: which one is reached depends on the start and on the steps."""

import sympy as sp

from autograder.catalogue.landscapes.landscape import Landscape

x = sp.Symbol("x", real=True)

X_COS_PI_X = Landscape(
    "x_cos_pi_x",
    "a local and a global minimum",
    (x,),
    x * sp.cos(sp.pi * x),
    (-1,),
    domain=((sp.Integer(-1), sp.Integer(2)),),
)
KINKED_PARABOLA = Landscape(
    "kinked_parabola",
    "three parabolas joined with the same slope: strongly convex, and yet a trap for momentum (Lessard, Recht and "
    "Packard 2016, section 4.6)",
    (x,),
    sp.Piecewise((25 * x**2 / 2, x < 1), (x**2 / 2 + 24 * x - 12, x < 2), (25 * x**2 / 2 - 24 * x + 36, True)),
    ("33/10",),
)

WELLS = (X_COS_PI_X, KINKED_PARABOLA)
