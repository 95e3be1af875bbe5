"""Time: never returns."""

def gradient_descent(w, grad, *, lr):
    while True:
        pass
    return w - lr * grad
