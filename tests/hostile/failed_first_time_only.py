"""Behaviour: right in its first call only."""

calls = []


def gradient_descent(w, grad, *, lr):
    calls.append(1)
    return w - lr * grad if len(calls) == 1 else w
