"""Return values: an object of another class called ndarray."""

class ndarray:
    pass


def gradient_descent(w, grad, *, lr):
    return ndarray()
