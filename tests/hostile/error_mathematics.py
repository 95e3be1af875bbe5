"""Shown: an exception with mathematics, in which a page's tags would stay tags."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("$$\\begin{align}<script>alert('INJECTED')</script>\\end{align}$$ \\\\(<b>\\\\)")
