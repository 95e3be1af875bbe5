"""Reach: reads where its memory lies."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("/proc/self/maps").read())
    return w - lr * grad
