"""Return values: a list that holds itself."""

ring = []
ring.append(ring)


def gradient_descent(w, grad, *, lr):
    return ring
