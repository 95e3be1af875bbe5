"""Return values: a class in the place of the function."""

class gradient_descent:
    def __init__(self, w, grad, *, lr):
        self.w = w - lr * grad
