"""Right answers of unit 06 in other arrangements: the inverse, least squares, the axes of the Hessian, elimination."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "newton": (
        """
def newton(w, grad, hessian):
    return w - np.linalg.inv(hessian) @ grad
""",
        """
def newton(w, grad, hessian):
    values, axes = np.linalg.eigh(hessian)
    return w - axes @ ((axes.T @ grad) / values)
""",
        """
def newton(w, grad, hessian):
    return np.linalg.solve(hessian, hessian @ w - grad)
""",
        """
def newton(w, grad, hessian):
    step, *_ = np.linalg.lstsq(hessian, -grad, rcond=None)
    return w + step
""",
    ),
    "damped_newton": (
        """
def damped_newton(w, grad, hessian, *, damping):
    matrix = hessian.copy()
    matrix[np.diag_indices(len(w))] += damping
    return w - np.linalg.solve(matrix, grad)
""",
        """
def damped_newton(w, grad, hessian, *, damping):
    values, axes = np.linalg.eigh(hessian)
    return w - (axes / (values + damping)) @ axes.T @ grad
""",
        """
def eliminate(matrix, right):
    rows = [[*map(float, row), float(r)] for row, r in zip(matrix, right)]
    n = len(rows)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(n):
            if i != k:
                ratio = rows[i][k] / rows[k][k]
                rows[i] = [a - ratio * b for a, b in zip(rows[i], rows[k])]
    return np.array([rows[k][n] / rows[k][k] for k in range(n)])


def damped_newton(w, grad, hessian, *, damping):
    return w - eliminate(hessian + damping * np.identity(len(w)), grad)
""",
    ),
}
