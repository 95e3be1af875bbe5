"""Forging: an exception with a text of 20 megabytes."""

def gradient_descent(w, grad, *, lr):
    raise ValueError("x" * 20_000_000)
