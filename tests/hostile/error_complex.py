"""Return values: complex numbers."""

def gradient_descent(w, grad, *, lr):
    return (w - lr * grad) + 0j
