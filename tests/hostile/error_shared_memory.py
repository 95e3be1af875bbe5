"""Memory: memory that would outlive the process."""
# Without isolation: never.

from multiprocessing.shared_memory import SharedMemory


def gradient_descent(w, grad, *, lr):
    SharedMemory("grade-descent-litter", create=True, size=1 << 20)
    return w - lr * grad
