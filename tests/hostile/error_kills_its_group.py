"""Death: kills its process group."""
# Without isolation: crashed.

import os


def gradient_descent(w, grad, *, lr):
    os.killpg(0, 9)
    return w - lr * grad
