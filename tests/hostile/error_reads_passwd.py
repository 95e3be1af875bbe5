"""Reach: reads the list of users."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("/etc/passwd").read())
    return w - lr * grad
