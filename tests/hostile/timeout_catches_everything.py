"""Time: swallows every exception that might stop it."""

def gradient_descent(w, grad, *, lr):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
    return w - lr * grad
