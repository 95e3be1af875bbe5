"""Network: waits for a connection."""
# Without isolation: passed.

import socket


def gradient_descent(w, grad, *, lr):
    socket.create_server(("127.0.0.1", 0))
    return w - lr * grad
