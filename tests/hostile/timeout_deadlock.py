"""Time: takes a lock twice."""

import threading


def gradient_descent(w, grad, *, lr):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
    return w - lr * grad
