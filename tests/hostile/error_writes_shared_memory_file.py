"""Reach: writes to /dev/shm, which survives the process."""
# Without isolation: never.

def gradient_descent(w, grad, *, lr):
    open("/dev/shm/grade-descent-litter", "w").write("x")
    return w - lr * grad
