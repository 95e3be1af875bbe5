"""Reach: reads its environment as the kernel has it."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    print(open("/proc/self/environ").read())
    return w - lr * grad
