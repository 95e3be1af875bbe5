"""Time: waits for descriptors that never come."""

import select


def gradient_descent(w, grad, *, lr):
    select.select([], [], [])
    return w - lr * grad
