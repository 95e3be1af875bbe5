"""Death: recursion without a limit."""

import sys


def down():
    return [*map(lambda _: down(), [0])]


def gradient_descent(w, grad, *, lr):
    sys.setrecursionlimit(10**9)
    down()
    return w - lr * grad
