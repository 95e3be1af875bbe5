"""Shown: an exception that begins with marks, which would stand on our own text."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\u0336\u0338\u20e0 right")
