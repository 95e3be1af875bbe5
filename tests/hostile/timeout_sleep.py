"""Time: sleeps for years and uses no CPU time."""

import time


def gradient_descent(w, grad, *, lr):
    time.sleep(1e9)
    return w - lr * grad
