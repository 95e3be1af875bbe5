"""Memory: asks for ten gigabytes."""

def gradient_descent(w, grad, *, lr):
    bytearray(10 * 2**30)
    return w - lr * grad
