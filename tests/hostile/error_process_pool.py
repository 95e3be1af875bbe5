"""Processes: a pool of processes."""
# Without isolation: never.

import concurrent.futures


def gradient_descent(w, grad, *, lr):
    concurrent.futures.ProcessPoolExecutor().submit(print).result()
    return w - lr * grad
