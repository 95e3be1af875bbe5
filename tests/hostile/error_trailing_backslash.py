"""Source: ends in the middle of a line."""

def gradient_descent(w, grad, *, lr):
    return w - lr * \
