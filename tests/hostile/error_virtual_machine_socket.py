"""Network: a socket to the host of a virtual machine."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.socket(socket.AF_VSOCK)
    return w - lr * grad
