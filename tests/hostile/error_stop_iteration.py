"""Death: raises what ends a loop of the caller."""

def gradient_descent(w, grad, *, lr):
    raise StopIteration
    return w - lr * grad
