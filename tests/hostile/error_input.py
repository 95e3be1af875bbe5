"""Secrets: asks the teacher something."""

def gradient_descent(w, grad, *, lr):
    input("password: ")
    return w - lr * grad
