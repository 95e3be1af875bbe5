"""Processes: runs another program."""
# Without isolation: passed.

import subprocess


def gradient_descent(w, grad, *, lr):
    subprocess.run(["true"])
    return w - lr * grad
