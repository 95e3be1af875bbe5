"""Behaviour: adds noise that no seed repeats."""

import secrets


def gradient_descent(w, grad, *, lr):
    return w - lr * grad * (1 + secrets.randbelow(1000) / 1e4)
