"""Reach: writes to /tmp."""
# Without isolation: never.

def gradient_descent(w, grad, *, lr):
    open("/tmp/grade-descent-litter", "w").write("x")
    return w - lr * grad
