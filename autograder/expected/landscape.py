"""A landscape explained: formula, critical points, smoothness and stable learning rates; and paths over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes import Landscape
from autograder.catalogue.landscapes.facts import (
    CriticalPoint,
    critical_points,
    ends,
    lipschitz_constant,
    lowest,
    stable_lr,
)
from autograder.expected.contours import contours_around
from autograder.expected.exact import follow, settled
from autograder.expected.plan import ProbePlan
from autograder.model.explanation import Description, Number, PathPoint, PointKind, PointShown
from autograder.model.picture import Points
from autograder.symbolic.evaluate import ROUNDED
from autograder.symbolic.printing import latex, text
from autograder.symbolic.rounding import Rounded, floats_and_tolerances
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import w

DIGITS = 12
LONGEST_EXACT = 40
CURVE_POINTS = 200
FINE, MANY = 61, 9
"""How fine lines of equal loss are, and of how many losses, on a page of their own."""


def describe(landscape: Landscape) -> Description:
    """Derive all that is known of a landscape."""
    points = critical_points(landscape)
    shown = tuple(map(_shown, points or ()))
    start = tuple(float(sp.sympify(number)) for number in landscape.start)
    constant, stable, least = lipschitz_constant(landscape), stable_lr(landscape), lowest(landscape)
    slopes = [text(slope) for slope in landscape.slopes]
    curvatures = landscape.hessian.tolist()
    return Description(
        name=landscape.name,
        title=landscape.title,
        formula=landscape.formula,
        latex=f"L({', '.join(map(latex, landscape.variables))}) = {latex(landscape.loss)}",
        variables=tuple(v.name for v in landscape.variables),
        domain=tuple((text(low), text(high)) for low, high in landscape.domain or ()),
        gradient=tuple(slopes),
        hessian=tuple(tuple(map(text, row)) for row in curvatures),
        critical_points=shown,
        are_known=points is not None,
        ends=tuple(PointShown((number_of(e.at),), PointKind.END, number_of(e.value)) for e in ends(landscape)),
        lowest=tuple(PointShown(tuple(map(number_of, at)), PointKind.LOWEST, number_of(value)) for at, value in least),
        lipschitz=None if constant is None else number_of(constant),
        stable_lr=None if stable is None else number_of(stable),
        rounds=tuple(map(text, landscape.rounds)),
        curve=_curve(landscape, points or ()),
        levels=levels_around(landscape, [start, *(point.place for point in shown)]),
    )


def number_of(value: sp.Expr, *, is_closed: bool = True) -> Number:
    """A number with 12 digits, and exactly where it has a closed form that is short."""
    exact = text(value) if is_closed else ""
    return Number(exact if len(exact) <= LONGEST_EXACT else "", f"{float(sp.N(value, 20)):.{DIGITS}g}")


def _shown(point: CriticalPoint) -> PointShown:
    def number(value: sp.Expr) -> Number:
        return number_of(value, is_closed=point.is_closed)

    return PointShown(
        tuple(map(number, point.at)),
        point.kind,
        number(point.value),
        tuple(map(number, point.curvatures)),
        None if point.stable_lr is None else number(point.stable_lr),
    )


# ---------------------------------------------------------------- to plot


def _curve(landscape: Landscape, points: Sequence[CriticalPoint]) -> tuple[tuple[float, float], ...]:
    if landscape.dimensions > 1:
        return ()
    if landscape.domain is not None:
        low, high = (float(end) for end in landscape.domain[0])
    else:
        middle = float(points[0].at[0]) if points else 0.0
        reach = 1.25 * max(1.0, abs(float(sp.sympify(landscape.start[0])) - middle))
        low, high = middle - reach, middle + reach
    return graph(landscape, low, high)


def graph(landscape: Landscape, low: float, high: float) -> tuple[tuple[float, float], ...]:
    """Points of the graph of a function of one variable."""
    namespace: dict[str, Any] = {"np": np}
    exec(landscape.loss_source, namespace)  # printed from the landscape
    at = np.linspace(low, high, CURVE_POINTS)
    loss: Callable[[np.ndarray], np.ndarray] = namespace[f"{landscape.name}_loss"]
    return tuple(zip(at.tolist(), (loss(at) + 0 * at).tolist(), strict=True))


def levels_around(landscape: Landscape, points: Sequence[tuple[float, ...]]) -> tuple[Points, ...]:
    """Lines of equal loss around some points, for a function of two variables; none for any other."""
    if landscape.dimensions != 2 or not np.isfinite(points).all():
        return ()
    places = tuple((x, y) for x, y in points)
    return contours_around(landscape.name, landscape.numpy_source, places, side=FINE, levels=MANY)


def path_over(landscape: Landscape, rule: Rule, calls: Sequence[Mapping[str, Any]]) -> tuple[PathPoint, ...]:
    """The points that a rule passes, the start first."""
    points = list(_passed(rule, calls))
    value = landscape.value(ROUNDED)
    return tuple(
        PathPoint(step, tuple(floats_and_tolerances(at)[0].ravel().tolist()), float(Rounded.of(value(at))))
        for step, at in enumerate(points)
    )


def _passed(rule: Rule, calls: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    traces = follow(rule, ProbePlan("", tuple(calls)), ROUNDED, settled)
    if rule.loop is not None:
        yield from next(traces).result
        return
    yield np.vectorize(Rounded.of, otypes=[object])(np.asarray(calls[0][w.name], dtype=object))
    for trace in traces:
        yield trace.result
