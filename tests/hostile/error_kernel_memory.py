"""Reach: opens the memory of the machine."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    open("/dev/mem", "rb")
    return w - lr * grad
