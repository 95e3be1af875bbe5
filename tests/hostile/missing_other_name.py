"""Behaviour: has another name."""

def gradient_decent(w, grad, *, lr):
    return w - lr * grad
