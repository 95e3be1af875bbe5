"""Death: sends itself the signal of a segmentation fault."""
# Without isolation: crashed.

import faulthandler


def gradient_descent(w, grad, *, lr):
    faulthandler._sigsegv()
    return w - lr * grad
