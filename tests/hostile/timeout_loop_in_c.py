"""Time: a loop inside the interpreter that no exception can interrupt."""

def gradient_descent(w, grad, *, lr):
    sum(range(10**12))
    return w - lr * grad
