"""Network: a pair of sockets."""
# Without isolation: passed.

import socket


def gradient_descent(w, grad, *, lr):
    socket.socketpair()
    return w - lr * grad
