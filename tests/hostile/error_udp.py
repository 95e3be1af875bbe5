"""Network: sends a datagram."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
    return w - lr * grad
