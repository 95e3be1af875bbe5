"""Death: a real segmentation fault."""

import faulthandler


def gradient_descent(w, grad, *, lr):
    faulthandler._sigsegv()
    return w - lr * grad
