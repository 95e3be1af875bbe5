"""Turns the step round when it would lead uphill, where Newton's method keeps it."""

import numpy as np


def newton(w, grad, hessian):
    p = np.linalg.solve(hessian, grad)
    if p @ grad < 0:
        p = -p
    return w - p
