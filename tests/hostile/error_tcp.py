"""Network: connects to the outside."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.create_connection(("192.0.2.1", 80), timeout=0.1)
    return w - lr * grad
