"""Shown: an exception with the one-byte forms of a terminal's escapes."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\x9b31mred\x9b2J\x9d0;title\x9c\x90q\x9c")
