"""Return values: a text."""

def gradient_descent(w, grad, *, lr):
    return 'right'
