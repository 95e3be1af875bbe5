"""Time: hangs in the body of a class."""

class Endless:
    while True:
        pass


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
