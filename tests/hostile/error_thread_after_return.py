"""Processes: a thread that prints and writes after the function has returned."""
# Without isolation: any.

import os
import threading
import time


def later():
    time.sleep(0.001)
    os.write(3, b'late')


def gradient_descent(w, grad, *, lr):
    threading.Thread(target=later, daemon=True).start()
    return w - lr * grad
