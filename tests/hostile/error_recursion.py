"""Death: recursion with the usual limit."""

def gradient_descent(w, grad, *, lr):
    return gradient_descent(w, grad, lr=lr)
