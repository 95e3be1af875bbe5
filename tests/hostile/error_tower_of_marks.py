"""Shown: an exception with hundreds of marks on a letter, which cover the lines above."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("o" + "\u0300\u0489\u20dd" * 300)
