"""Network: sends a message in the name of a host."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.getaddrinfo("message.invalid", 80)
    return w - lr * grad
