"""Memory: asks for ten gigabytes while the file is read."""

MUCH = bytearray(10 * 2**30)


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
