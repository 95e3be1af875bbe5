"""Time: hangs in a callback of the garbage collector."""

import gc


def endless(*_):
    while True:
        pass


def gradient_descent(w, grad, *, lr):
    gc.callbacks.append(endless)
    gc.collect()
    return w - lr * grad
