"""Time: hangs while a key is hashed."""

class Endless:
    def __hash__(self):
        while True:
            pass


def gradient_descent(w, grad, *, lr):
    {Endless(): 1}
    return w - lr * grad
