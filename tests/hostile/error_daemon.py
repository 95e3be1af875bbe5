"""Processes: a daemon that wants to outlive the grade."""
# Without isolation: passed.

import os
import time


def gradient_descent(w, grad, *, lr):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(30)
        os._exit(0)
    return w - lr * grad
