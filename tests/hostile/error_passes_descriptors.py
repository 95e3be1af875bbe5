"""Network: sends a descriptor over the protocol's channel."""
# Without isolation: any.

import socket


def gradient_descent(w, grad, *, lr):
    socket.socket(socket.AF_UNIX, fileno=3).sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, b'\0\0\0\0')])
    return w - lr * grad
