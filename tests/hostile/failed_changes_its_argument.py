"""Behaviour: changes what it was given."""

def gradient_descent(w, grad, *, lr):
    w -= lr * grad
    return w
