"""Reach: hides a message in a file's attributes."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.setxattr(os.__file__, "user.grade-descent-litter", b"x")
    return w - lr * grad
