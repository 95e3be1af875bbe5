"""Death: pretends that the teacher pressed Ctrl-C."""

def gradient_descent(w, grad, *, lr):
    raise KeyboardInterrupt
    return w - lr * grad
