"""Time: ignores every signal that it may, and loops."""

import signal


def gradient_descent(w, grad, *, lr):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        pass
    return w - lr * grad
