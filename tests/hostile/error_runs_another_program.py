"""Death: becomes another program."""
# Without isolation: crashed.

import os


def gradient_descent(w, grad, *, lr):
    os.execv("/bin/true", ["true"])
    return w - lr * grad
