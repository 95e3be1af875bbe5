"""Time: hangs in the comparison of a sort."""

class Endless:
    def __lt__(self, other):
        while True:
            pass


def gradient_descent(w, grad, *, lr):
    sorted([Endless(), Endless()])
    return w - lr * grad
