"""Death: exit handlers that hang or print never run."""

import atexit


@atexit.register
def forever():
    while True:
        print('still here')


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
