"""What is exactly true of a landscape: critical points and their kinds, smoothness, stable learning rates.

Everything is derived from the loss: in closed form where SymPy finds one, else as roots to 40 digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import mpmath
import sympy as sp

from autograder.catalogue.landscapes.landscape import Landscape
from autograder.model.explanation import PointKind

DIGITS = 40
SEARCHED = 200
"""Into how many pieces a domain is cut to look for a sign change in each."""


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """A point at which the gradient is zero."""

    at: tuple[sp.Expr, ...]
    """Coordinates, in closed form where `is_closed`, else as a decimal of 40 digits."""
    is_closed: bool
    kind: PointKind
    value: sp.Expr
    curvatures: tuple[sp.Expr, ...]
    """Eigenvalues of the Hessian there, in ascending order."""

    @property
    def stable_lr(self) -> sp.Expr | None:
        """At a minimum: gradient descent with a smaller learning rate stays near it once it is near."""
        return 2 / self.curvatures[-1] if self.kind is PointKind.MINIMUM else None


@cache
def critical_points(landscape: Landscape) -> tuple[CriticalPoint, ...] | None:
    """The isolated critical points in the domain, in ascending order; None where they cannot be found."""
    found = _solutions(landscape)
    if found is None:
        return None
    points, is_closed = found
    inside = [point for point in points if _is_inside(landscape, point)]
    ordered = sorted(inside, key=lambda point: [sp.N(x, 20) for x in point])
    return tuple(_described(landscape, point, is_closed) for point in ordered)


def minima(landscape: Landscape) -> tuple[CriticalPoint, ...]:
    """The critical points that are minima; none where the critical points are not known."""
    return tuple(point for point in critical_points(landscape) or () if point.kind is PointKind.MINIMUM)


@cache
def lipschitz_constant(landscape: Landscape) -> sp.Expr | None:
    """The largest curvature in size, L: gradients at two points differ by at most L times their distance.

    None where there is no such number, or none that is found: on a function of several variables it is derived where
    the Hessian is constant, or diagonal with entries that depend on their own coordinate alone.
    """
    hessian = landscape.hessian
    if not hessian.free_symbols:
        return _largest([abs(value) for value in eigenvalues(hessian)])
    separable = hessian.is_diagonal() and all(
        hessian[i, i].free_symbols <= {variable} for i, variable in enumerate(landscape.variables)
    )
    if not separable:
        return None
    intervals = landscape.domain or ((-sp.oo, sp.oo),) * landscape.dimensions
    sizes = [
        _greatest_size(hessian[i, i], variable, interval)
        for i, (variable, interval) in enumerate(zip(landscape.variables, intervals, strict=True))
    ]
    return None if None in sizes else _largest(sizes)


def stable_lr(landscape: Landscape) -> sp.Expr | None:
    """2/L: with a smaller learning rate every step of gradient descent lowers the loss, wherever it starts."""
    constant = lipschitz_constant(landscape)
    return 2 / constant if constant else None


@dataclass(frozen=True, slots=True)
class DomainEnd:
    """An end of the domain of a function of one variable."""

    at: sp.Expr
    value: sp.Expr


def ends(landscape: Landscape) -> tuple[DomainEnd, ...]:
    """The ends of a domain in one variable, which may be lower or higher than every critical point."""
    if landscape.domain is None or landscape.dimensions > 1:
        return ()
    (variable,) = landscape.variables
    return tuple(DomainEnd(x, sp.simplify(landscape.loss.doit().subs(variable, x))) for x in landscape.domain[0])


def lowest(landscape: Landscape) -> tuple[tuple[tuple[sp.Expr, ...], sp.Expr], ...]:
    """All points with the smallest value in the domain, each with that value; none where none is known."""
    candidates = [(point.at, point.value) for point in minima(landscape)]
    candidates += [((end.at,), end.value) for end in ends(landscape)]
    values = [sp.N(value, DIGITS) for _, value in candidates]
    return tuple(candidate for candidate, value in zip(candidates, values, strict=True) if value == min(values))


def classify(curvatures: tuple[sp.Expr, ...]) -> PointKind:
    """The kind of a critical point from the eigenvalues of the Hessian there."""
    signs = {sp.sign(sp.N(value, DIGITS, chop=True)) for value in curvatures}
    if signs >= {1, -1}:
        return PointKind.SADDLE
    if 0 in signs:
        return PointKind.DEGENERATE
    return PointKind.MINIMUM if signs == {1} else PointKind.MAXIMUM


# ---------------------------------------------------------------- critical points


def _solutions(landscape: Landscape) -> tuple[list[tuple[sp.Expr, ...]], bool] | None:
    """Where all slopes are zero, and whether in closed form."""
    slopes, variables = landscape.slopes, landscape.variables
    if any(slope.is_positive or slope.is_negative for slope in slopes):
        return [], True
    if all(slope.is_polynomial(*variables) for slope in slopes):
        solutions = sp.solve(slopes, variables, dict=True)
        points = [tuple(solution.get(v, v) for v in variables) for solution in solutions]
        isolated = all(not x.free_symbols for point in points for x in point)
        return ([point for point in points if all(x.is_real for x in point)], True) if isolated else None
    if landscape.dimensions > 1:
        return None
    (slope,), (variable,) = slopes, variables
    if isinstance(slope, sp.Piecewise):
        return [(x,) for x in sp.solve(slope, variable) if x.is_real], True
    if landscape.domain is None:
        return None
    return [(x,) for x in _roots(slope, variable, *landscape.domain[0])], False


def _roots(expression: sp.Expr, variable: sp.Symbol, low: sp.Expr, high: sp.Expr) -> list[sp.Expr]:
    """The zeros at which an expression changes its sign between two numbers, to 40 digits."""
    value_at = sp.lambdify(variable, expression, "mpmath")
    with mpmath.workdps(DIGITS + 10):
        ends = [mpmath.mpf(str(sp.N(end, DIGITS + 10))) for end in (low, high)]
        cuts = [mpmath.mpf(cut) for cut in mpmath.linspace(*ends, SEARCHED + 1)]
        values = [value_at(cut) for cut in cuts]
        found = [cut for cut, value in zip(cuts, values, strict=True) if value == 0]
        for (a, at_a), (b, at_b) in pairwise(zip(cuts, values, strict=True)):
            if at_a * at_b < 0:
                found.append(mpmath.findroot(value_at, (a, b), solver="anderson"))
        return [sp.Float(mpmath.nstr(root, DIGITS), DIGITS) for root in sorted(found)]


def _is_inside(landscape: Landscape, point: tuple[sp.Expr, ...]) -> bool:
    if landscape.domain is None:
        return True
    return all(bool(low <= x) and bool(x <= high) for x, (low, high) in zip(point, landscape.domain, strict=True))


def _described(landscape: Landscape, point: tuple[sp.Expr, ...], is_closed: bool) -> CriticalPoint:
    place = dict(zip(landscape.variables, point, strict=True))
    curvatures = eigenvalues(_exactly(landscape.hessian.subs(place), is_closed))
    value = _exactly(landscape.loss.doit().subs(place), is_closed)
    return CriticalPoint(point, is_closed, classify(curvatures), value, curvatures)


def _exactly(value: sp.Expr, is_closed: bool) -> sp.Expr:
    """A value in its simplest form, or as decimals where no closed form led to it."""
    return sp.simplify(value) if is_closed else sp.N(value, DIGITS)


def eigenvalues(matrix: sp.Matrix) -> tuple[sp.Expr, ...]:
    """The eigenvalues in ascending order."""
    if matrix.is_diagonal():
        found = list(matrix.diagonal())
    else:
        found = [value for value, count in matrix.eigenvals().items() for _ in range(count)]
    return tuple(sorted(found, key=lambda value: sp.N(value, DIGITS)))


# ---------------------------------------------------------------- smoothness


def _greatest_size(curvature: sp.Expr, variable: sp.Symbol, interval: tuple[sp.Expr, sp.Expr]) -> sp.Expr | None:
    """The largest size of a second derivative on an interval; None where there is none."""
    if isinstance(curvature, sp.Piecewise):
        pieces = [piece for piece, _ in curvature.args]
        return None if any(piece.free_symbols for piece in pieces) else _largest([abs(piece) for piece in pieces])
    if not curvature.free_symbols:
        return abs(curvature)
    low, high = interval
    if low.is_infinite or high.is_infinite:
        return None
    change = sp.diff(curvature, variable)
    candidates = [low, high, *(_roots(change, variable, low, high) if change.free_symbols else [])]
    return _largest([abs(curvature.subs(variable, x)) for x in candidates])


def _largest(values: list[sp.Expr]) -> sp.Expr:
    return max(values, key=lambda value: sp.N(value, DIGITS))
