"""Shown: an exception of code points that are no characters, and of private ones."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\ufffe\uffff\ufdd0\U0010ffff\ue000\ud800")
