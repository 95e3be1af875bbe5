"""Behaviour: prints a mebibyte of wide characters."""

print(chr(128512) * 1_000_000)


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
