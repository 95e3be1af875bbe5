"""Behaviour: computes in the order of a set, which is fixed."""

def gradient_descent(w, grad, *, lr):
    total = w
    for name in {"first", "second", "third"}:
        total = total - (lr * grad if name == "second" else 0 * grad)
    return total
