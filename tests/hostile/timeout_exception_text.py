"""Time: an exception whose text never ends."""

class Endless(Exception):
    def __str__(self):
        while True:
            pass


def gradient_descent(w, grad, *, lr):
    raise Endless()
    return w - lr * grad
