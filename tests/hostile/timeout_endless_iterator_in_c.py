"""Time: an endless iterator consumed inside the interpreter."""

import collections
import itertools


def gradient_descent(w, grad, *, lr):
    collections.deque(itertools.repeat(0), maxlen=0)
    return w - lr * grad
