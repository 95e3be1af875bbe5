"""Death: the same while the file is read."""

raise KeyboardInterrupt


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
