"""Network: downloads the answers."""
# Without isolation: any.

import urllib.request


def gradient_descent(w, grad, *, lr):
    urllib.request.urlopen("http://192.0.2.1/", timeout=0.1)
    return w - lr * grad
