"""Memory: leaves thousands of files behind."""
# Without isolation: never.

def gradient_descent(w, grad, *, lr):
    for number in range(10_000):
        open(f"/tmp/grade-descent-litter-{number}", "w").close()
    return w - lr * grad
