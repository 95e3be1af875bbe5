"""Forging: an exception whose causes form a ring."""

def gradient_descent(w, grad, *, lr):
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    raise first
