"""Time: a regular expression that backtracks for ever."""

import re


def gradient_descent(w, grad, *, lr):
    re.match(r"(a+)+$", "a" * 60 + "b")
    return w - lr * grad
