"""Shown: an exception whose lines, once they are wrapped, begin with commands of GitHub's."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("x" * 60 + " ::error::INJECTED ::add-mask::0 ::stop-commands::INJECTED " + "y" * 30 + " ::warning file=a,line=1::INJECTED")
