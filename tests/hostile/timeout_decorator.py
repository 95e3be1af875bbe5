"""Time: hangs in a decorator while the function is defined."""

def forever(function):
    while True:
        pass


@forever
def gradient_descent(w, grad, *, lr):
    return w - lr * grad
