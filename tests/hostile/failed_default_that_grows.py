"""Behaviour: a default value that changes from call to call."""

def gradient_descent(w, grad, *, lr, seen=[]):
    seen.append(1)
    return w - lr * grad if len(seen) < 3 else w
