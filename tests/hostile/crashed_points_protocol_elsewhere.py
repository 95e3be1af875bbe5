"""Death: puts another file in the place of the protocol's descriptor."""

import os


def gradient_descent(w, grad, *, lr):
    os.dup2(os.open(os.__file__, os.O_RDONLY), 3)
    return w - lr * grad
