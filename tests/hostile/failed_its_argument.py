"""Return values: its own argument."""

def gradient_descent(w, grad, *, lr):
    return w
