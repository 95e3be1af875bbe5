"""Forging: an exception whose text cannot be had."""

class Silent(Exception):
    def __str__(self):
        raise self


def gradient_descent(w, grad, *, lr):
    raise Silent()
