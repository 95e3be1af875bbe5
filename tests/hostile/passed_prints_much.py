"""Memory: prints twenty megabytes; what is over the limit is dropped."""

def gradient_descent(w, grad, *, lr):
    for _ in range(200):
        print("x" * 100_000)
    return w - lr * grad
