"""Memory: asks for too much, and goes on."""

def gradient_descent(w, grad, *, lr):
    try:
        bytearray(10 * 2**30)
    except MemoryError:
        pass
    return w - lr * grad
