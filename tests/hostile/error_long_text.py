"""Memory: a text of 100 gigabytes."""

def gradient_descent(w, grad, *, lr):
    "x" * 10**11
    return w - lr * grad
