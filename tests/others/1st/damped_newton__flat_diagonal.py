"""Np.asarray makes no copy, so the damping is added to the caller's own Hessian and again in every later call with
it."""

import numpy as np


def damped_newton(w, grad, hessian, *, damping):
    H = np.asarray(hessian, dtype=np.float64)
    H.flat[:: H.shape[0] + 1] += damping
    return w - np.linalg.solve(H, grad)
