"""Time: a power with hundreds of millions of digits, as the file is read."""

HUGE = 9**9**9


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
