"""Neighbours: opens the teacher's terminal."""

def gradient_descent(w, grad, *, lr):
    open("/dev/tty", "w").write("hello")
    return w - lr * grad
