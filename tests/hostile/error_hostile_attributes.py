"""Return values: an object that fails at every touch."""

class Hostile:
    def __getattribute__(self, name):
        raise KeyboardInterrupt


def gradient_descent(w, grad, *, lr):
    return Hostile()
