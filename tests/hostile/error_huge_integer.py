"""Return values: an integer of a million digits."""

def gradient_descent(w, grad, *, lr):
    return 10**1_000_000
