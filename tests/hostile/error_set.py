"""Return values: a set."""

def gradient_descent(w, grad, *, lr):
    return {1.0}
