"""Death: sends itself SIGKILL."""
# Without isolation: crashed.

import os


def gradient_descent(w, grad, *, lr):
    os.kill(os.getpid(), 9)
    return w - lr * grad
