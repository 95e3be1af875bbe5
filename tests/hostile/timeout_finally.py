"""Time: loops on the way out."""

def gradient_descent(w, grad, *, lr):
    try:
        return w - lr * grad
    finally:
        while True:
            pass
