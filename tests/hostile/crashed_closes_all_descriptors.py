"""Death: closes every descriptor, the protocol's as well."""

import os


def gradient_descent(w, grad, *, lr):
    os.closerange(0, 1000)
    return w - lr * grad
