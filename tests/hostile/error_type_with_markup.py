"""Forging: a type with such a name."""

def gradient_descent(w, grad, *, lr):
    return type("<script>alert('INJECTED')</script>\x1b[31m", (), {})()
