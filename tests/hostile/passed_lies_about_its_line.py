"""Forging: says that it starts on a line that does not exist."""

def gradient_descent(w, grad, *, lr):
    return w - lr * grad


gradient_descent.__code__ = gradient_descent.__code__.replace(co_firstlineno=10**8)
