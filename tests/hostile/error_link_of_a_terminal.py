"""Shown: an exception whose text is a link, and what a terminal would put on the clipboard."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\x1b]8;;http://evil.example\x1b\\right\x1b]8;;\x1b\\ \x1b]52;c;ZWNobyBvd25lZA==\x07")
