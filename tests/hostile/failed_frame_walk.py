"""Forging: changes the variables of the functions that called it."""

import sys


def gradient_descent(w, grad, *, lr):
    frame = sys._getframe()
    while frame := frame.f_back:
        for name in list(frame.f_locals):
            if name in ("answer", "answers", "value", "last"):
                frame.f_locals[name] = {"kind": "value"}
    return w + lr * grad
