"""Return values: a generator instead of a value."""

def gradient_descent(w, grad, *, lr):
    return (x for x in [w])
