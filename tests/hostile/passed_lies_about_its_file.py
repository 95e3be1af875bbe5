"""Forging: says that it comes from another file."""

def gradient_descent(w, grad, *, lr):
    return w - lr * grad


gradient_descent.__code__ = gradient_descent.__code__.replace(co_filename="__SECRET__")
