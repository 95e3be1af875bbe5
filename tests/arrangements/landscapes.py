"""Right answers of unit 05 in other arrangements: loops, `math`, general eigenvalues, singular values, tables."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "x_cos_pi_x": (
        """
import math


def x_cos_pi_x(x):
    values = np.empty_like(x)
    for i in np.ndindex(x.shape):
        values[i] = x[i] * math.cos(math.pi * x[i])
    return values
""",
        """
def x_cos_pi_x(x):
    return np.multiply(x, np.sin(np.pi * (x + 0.5)))
""",
        """
def x_cos_pi_x(x):
    return x * np.real(np.exp(1j * np.pi * x))
""",
    ),
    "x_cos_pi_x_gradient": (
        """
def x_cos_pi_x_gradient(x):
    angle = np.pi * x
    return np.cos(angle) - angle * np.sin(angle)
""",
        """
import math


def slope(x):
    return math.cos(math.pi * x) - x * (math.pi * math.sin(math.pi * x))


def x_cos_pi_x_gradient(x):
    return np.vectorize(slope, otypes=[np.float64])(x)
""",
        """
def x_cos_pi_x_gradient(x):
    first, first_slope = x, np.ones_like(x)
    second, second_slope = np.cos(np.pi * x), -np.pi * np.sin(np.pi * x)
    return first_slope * second + first * second_slope
""",
    ),
    "largest_stable_lr": (
        """
def largest_stable_lr(hessian):
    largest = max(np.linalg.eigvals(hessian).real)
    if largest == 0:
        return float("inf")
    return 2.0 / largest
""",
        """
import math


def largest_stable_lr(hessian):
    if not hessian.any():
        return math.inf
    return 2 / np.linalg.norm(hessian, 2)
""",
        """
def largest_stable_lr(hessian):
    values, _ = np.linalg.eigh(hessian)
    with np.errstate(divide="ignore"):
        return np.float64(2) / np.max(values)
""",
    ),
    "classify_critical_point": (
        """
def classify_critical_point(gradient, hessian, *, tol):
    if np.sqrt(np.sum(gradient**2)) > tol:
        return "not critical"
    signs = {0 if abs(value) <= tol else np.sign(value) for value in np.linalg.eigvals(hessian).real}
    if {1, -1} <= signs:
        return "saddle"
    if 0 in signs:
        return "degenerate"
    return "minimum" if signs == {1} else "maximum"
""",
        """
import math


def classify_critical_point(gradient, hessian, *, tol):
    curvatures = np.linalg.eigh(hessian)[0]
    up, down = np.sum(curvatures > tol), np.sum(curvatures < -tol)
    flat = len(curvatures) - up - down
    if math.hypot(*gradient) > tol:
        kind = "not critical"
    elif up and down:
        kind = "saddle"
    elif flat:
        kind = "degenerate"
    else:
        kind = ("minimum", "maximum")[bool(down)]
    return kind
""",
        """
def classify_critical_point(gradient, hessian, *, tol):
    low, *_, high = sorted([*np.linalg.eigvalsh(hessian), *np.linalg.eigvalsh(hessian)])
    tests = [
        ("not critical", gradient @ gradient > tol * tol),
        ("saddle", low < -tol and high > tol),
        ("minimum", low > tol),
        ("maximum", high < -tol),
    ]
    return next((kind for kind, holds in tests if holds), "degenerate")
""",
    ),
    "backpropagated_gradient": (
        """
import math


def sigmoid_slope(z):
    s = 1 / (1 + math.exp(-z))
    return s * (1 - s)


SLOPES = {
    "sigmoid": sigmoid_slope,
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "relu": lambda z: 1 if z > 0 else 0,
}


def backpropagated_gradient(weights, preactivations, activation):
    gradient = 1.0
    for w, z in zip(weights, preactivations):
        gradient *= w * SLOPES[activation](z)
    return gradient
""",
        """
def backpropagated_gradient(weights, preactivations, activation):
    match activation:
        case "sigmoid":
            slopes = np.exp(-preactivations) / (1 + np.exp(-preactivations)) ** 2
        case "tanh":
            slopes = 1 / np.cosh(preactivations) ** 2
        case _:
            slopes = np.heaviside(preactivations, 0.0)
    return np.prod(weights) * np.prod(slopes)
""",
        """
import functools
import operator


class Chain:
    def __init__(self, activation):
        self.slope = getattr(self, activation)

    @staticmethod
    def sigmoid(z):
        return (1 - np.tanh(z / 2) ** 2) / 4

    @staticmethod
    def tanh(z):
        return (1 - np.tanh(z)) * (1 + np.tanh(z))

    @staticmethod
    def relu(z):
        return (z > 0).astype(float)


def backpropagated_gradient(weights, preactivations, activation):
    factors = weights * Chain(activation).slope(preactivations)
    return functools.reduce(operator.mul, reversed(factors), np.float64(1))
""",
    ),
}
