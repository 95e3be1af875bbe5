"""Reach: reads the solution by its path."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("__ROOT__/solutions/01_gradient_descent/gradient_descent.py").read())
    return w - lr * grad
