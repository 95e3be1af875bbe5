"""Forging: noise on the protocol's channel."""

import os


def gradient_descent(w, grad, *, lr):
    os.write(3, os.urandom(1000))
    return w - lr * grad
