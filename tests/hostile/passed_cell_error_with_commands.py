"""Shown: a statement beside the function that fails with commands, markup and escapes in its text."""


def gradient_descent(w, grad, *, lr):
    return w - lr * grad


raise RuntimeError("::error::INJECTED\n##[error]x <script>alert('INJECTED')</script> \x1b[31m \u202e \u3164 =1+1")
