"""Time: hangs when an object is thrown away."""

class Endless:
    def __del__(self):
        while True:
            pass


def gradient_descent(w, grad, *, lr):
    Endless()
    return w - lr * grad
