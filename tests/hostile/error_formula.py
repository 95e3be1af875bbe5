"""Shown: an exception whose text is a formula."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("=cmd|' /C calc'!A0;=1+1\t=1+1\n=1+1")
