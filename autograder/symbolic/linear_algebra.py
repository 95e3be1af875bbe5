"""Linear algebra on object arrays of exact numbers, of SymPy's or with 50 digits and a bound on their rounding.

The bounds hold for every stable way to compute the same thing in float64: they are those of a perturbed matrix
(Higham, Accuracy and Stability of Numerical Algorithms, theorems 7.4 and 14.1; Weyl's inequality for eigenvalues).
"""

from __future__ import annotations

import functools
import operator
from typing import Any

import numpy as np
import sympy as sp

from autograder.symbolic.rounding import Rounded, UndefinedError, larger, mp, smaller


def solve(matrix: Any, vector: Any) -> Any:
    """The x with matrix x = vector; UndefinedError where the matrix is singular."""
    if not _is_rounded(matrix):
        try:
            return _column(sp.Matrix(matrix).LUsolve(sp.Matrix(vector)))
        except (ValueError, ZeroDivisionError) as error:
            raise UndefinedError("the matrix is singular") from error
    a, right = _values(matrix), mp.matrix([Rounded.of(x).value for x in vector])
    inverse = a**-1
    size = inverse.apply(abs)
    reach = size * right.apply(abs)
    right_errors = mp.matrix([Rounded.of(x).error for x in vector])
    errors = size * (_backward_errors(matrix) * reach + right_errors)
    return _column([Rounded(x, error) for x, error in zip(inverse * right, errors, strict=True)])


def eigenvalues(matrix: Any) -> Any:
    """The eigenvalues of a symmetric matrix in ascending order."""
    if not _is_rounded(matrix):
        return _column(sorted(sp.Matrix(matrix).charpoly().real_roots()))
    error = mp.mnorm(_backward_errors(matrix), "f")
    return _column([Rounded(x, error + abs(x)) for x in mp.eigsy(_values(matrix), eigvals_only=True)])


def matrix_abs(matrix: Any) -> Any:
    """A symmetric matrix with the absolute values of its eigenvalues, in the same directions.

    The results of two matrices are no further apart than the matrices, in the Frobenius norm (Araki and Yamagami 1981).
    """
    if not _is_rounded(matrix):
        exact, distinct = sp.Matrix(matrix), sorted(set(eigenvalues(matrix)))
        parts = (abs(x) * _projection(exact, x, [other for other in distinct if other != x]) for x in distinct)
        return np.array(functools.reduce(operator.add, parts).tolist(), dtype=object)
    error = mp.mnorm(_backward_errors(matrix), "f")
    values, vectors = mp.eigsy(_values(matrix))
    result = vectors * mp.diag([abs(x) for x in values]) * vectors.T
    rows = [[Rounded(x, error + abs(x)) for x in row] for row in result.tolist()]
    return np.array(rows, dtype=object)


def _projection(matrix: sp.Matrix, eigenvalue: sp.Expr, others: list[sp.Expr]) -> sp.Matrix:
    """The projection on the directions of an eigenvalue, as Sylvester's polynomial in the matrix."""
    identity = sp.eye(matrix.rows)
    factors = ((matrix - x * identity) / (eigenvalue - x) for x in others)
    return functools.reduce(operator.mul, factors, identity)


def norm(array: Any) -> Any:
    """The root of the sum of squares: a vector's Euclidean norm, a matrix's Frobenius norm."""
    total = functools.reduce(lambda a, b: a + b, (x * x for x in np.ravel(array)))
    return total.sqrt() if isinstance(total, Rounded) else sp.sqrt(total)


def least(array: Any) -> Any:
    """The smallest element."""
    return functools.reduce(smaller, np.ravel(array))


def greatest(array: Any) -> Any:
    """The largest element."""
    return functools.reduce(larger, np.ravel(array))


def product(array: Any) -> Any:
    """The product of the elements; 1 of none."""
    return functools.reduce(lambda a, b: a * b, np.ravel(array), 1)


def identity_like(matrix: Any) -> Any:
    """The identity matrix of the same size."""
    return np.eye(len(matrix), dtype=object)


def _is_rounded(array: Any) -> bool:
    return any(isinstance(cell, Rounded) for cell in np.ravel(array))


def _values(matrix: Any) -> Any:
    return mp.matrix([[Rounded.of(cell).value for cell in row] for row in matrix])


def _backward_errors(matrix: Any) -> Any:
    """How much each entry may seem to be off, in units of 2**-53: its own error, and that of a stable algorithm."""
    largest = max(abs(Rounded.of(cell).value) for cell in np.ravel(matrix))
    return mp.matrix([[Rounded.of(cell).error + len(matrix) * largest for cell in row] for row in matrix])


def _column(numbers: Any) -> Any:
    column = np.empty(len(numbers), dtype=object)
    column[:] = list(numbers)
    return column
