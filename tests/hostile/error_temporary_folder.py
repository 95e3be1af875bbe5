"""Reach: looks for a folder that it may write to."""
# Without isolation: never.

import tempfile


def gradient_descent(w, grad, *, lr):
    tempfile.mkdtemp(prefix='grade-descent-litter')
    return w - lr * grad
