"""Time: hangs in an import hook of its own."""

import sys


class Endless:
    def find_spec(self, *_):
        while True:
            pass


def gradient_descent(w, grad, *, lr):
    sys.meta_path.insert(0, Endless())
    import a_module_that_is_not_there
    return w - lr * grad
