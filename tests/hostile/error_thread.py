"""Processes: a thread."""
# Without isolation: passed.

import threading


def gradient_descent(w, grad, *, lr):
    threading.Thread(target=print).start()
    return w - lr * grad
