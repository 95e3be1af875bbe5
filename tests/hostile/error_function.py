"""Return values: a function."""

def gradient_descent(w, grad, *, lr):
    return lambda: w
