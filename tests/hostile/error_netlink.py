"""Network: asks the kernel about the network."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
    return w - lr * grad
