"""Death: a timer whose signal would kill it later."""
# Without isolation: any.

import signal


def gradient_descent(w, grad, *, lr):
    signal.setitimer(signal.ITIMER_REAL, 1e-6)
    return w - lr * grad
