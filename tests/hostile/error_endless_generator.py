"""Return values: an endless generator."""

import itertools


def gradient_descent(w, grad, *, lr):
    return itertools.count()
