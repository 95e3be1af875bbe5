"""Return values: a type."""

def gradient_descent(w, grad, *, lr):
    return float
