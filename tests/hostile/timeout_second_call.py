"""Time: answers once, then hangs."""

calls = []


def gradient_descent(w, grad, *, lr):
    calls.append(1)
    while len(calls) > 1:
        pass
    return w - lr * grad
