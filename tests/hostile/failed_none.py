"""Return values: nothing."""

def gradient_descent(w, grad, *, lr):
    return None
