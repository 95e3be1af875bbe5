"""Return values: a dict whose keys are numbers."""

def gradient_descent(w, grad, *, lr):
    return {1: w}
