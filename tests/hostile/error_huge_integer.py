"""Return values: an integer of a million digits."""

def gradient_descent(w, grad, *, lr):
    return 1 << 3_000_000
