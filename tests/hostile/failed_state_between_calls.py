"""Behaviour: remembers how often it was called."""

calls = []


def gradient_descent(w, grad, *, lr):
    calls.append(1)
    return w - lr * grad * (1 + 0.01 * len(calls))
