"""Shown: an exception with commands of GitHub's in the old form, within a line."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("x ##[error]INJECTED ####[group] ##[add-mask]1")
