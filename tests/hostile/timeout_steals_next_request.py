"""Time: waits for the grader's next message on the protocol's descriptor."""

import os


def gradient_descent(w, grad, *, lr):
    os.read(3, 1 << 20)
    return w - lr * grad
