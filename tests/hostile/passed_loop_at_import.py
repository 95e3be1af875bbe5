"""Time: the file itself never ends."""

while True:
    pass


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
