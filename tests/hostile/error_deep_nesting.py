"""Return values: a hundred lists in each other."""

deep = []
for _ in range(100):
    deep = [deep]


def gradient_descent(w, grad, *, lr):
    return deep
