"""The facts that theorems need to know of a landscape, as float64."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import sympy as sp

from autograder.catalogue.landscapes.facts import critical_points, eigenvalues, lipschitz_constant, minima
from autograder.catalogue.landscapes.landscape import Landscape
from autograder.model.explanation import PointKind


def number_of(landscape: Landscape, name: str, start: Any) -> np.ndarray:
    """A fact as float64, for theorems: with one variable a single number in the place of a vector or matrix."""
    return _FACTS[name](landscape, start)


def _floats(numbers: Any) -> np.ndarray:
    return np.array([float(sp.N(number, 20)) for number in np.ravel(numbers)], dtype=np.float64)


def _place(point: tuple[sp.Expr, ...]) -> np.ndarray:
    return _floats(point).reshape(() if len(point) == 1 else (-1,))


def _places(landscape: Landscape, kind: PointKind) -> np.ndarray:
    return np.array([_place(point.at) for point in critical_points(landscape) or () if point.kind is kind])


def _constant_hessian(landscape: Landscape) -> np.ndarray:
    count = landscape.dimensions
    return _floats(landscape.hessian.tolist()).reshape(() if count == 1 else (count, count))


_FACTS: Mapping[str, Callable[[Landscape, Any], np.ndarray]] = {
    "eigenvalues": lambda landscape, _: _floats(eigenvalues(landscape.hessian)),
    "hessian": lambda landscape, _: _constant_hessian(landscape),
    "minimum": lambda landscape, _: _place(minima(landscape)[0].at),
    "minima": lambda landscape, _: _places(landscape, PointKind.MINIMUM),
    "maxima": lambda landscape, _: _places(landscape, PointKind.MAXIMUM),
    "lipschitz": lambda landscape, _: _floats(lipschitz_constant(landscape)).reshape(()),
    "start": lambda landscape, start: _floats(start).reshape(np.shape(start)),
    "domain": lambda landscape, _: _floats(landscape.domain),
    "round slopes": lambda landscape, _: _floats([sp.diff(loss, landscape.variables[0]) for loss in landscape.rounds]),
    "noise": lambda landscape, _: _floats(landscape.noise).reshape(()),
    "start error": lambda landscape, _: _floats(sum(sp.sympify(x) ** 2 for x in landscape.start)).reshape(()),
}
