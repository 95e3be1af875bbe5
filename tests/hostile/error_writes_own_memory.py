"""Reach: writes its own memory as a file."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    open("/proc/self/mem", "r+b")
    return w - lr * grad
