"""Return values: an exception with a text of a million wide characters."""

def gradient_descent(w, grad, *, lr):
    raise ValueError(chr(128512) * 1_000_000)
