"""Shown: an exception of letters and marks that show as nothing."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\u3164\u115f\uffa0\u2800\u034f\u180b\ufe0f\U000e0100")
