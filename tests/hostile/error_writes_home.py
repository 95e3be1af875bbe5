"""Reach: writes to the home folder."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    open(os.path.expanduser("~/grade-descent-litter"), "w")
    return w - lr * grad
