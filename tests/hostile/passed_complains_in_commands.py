"""Shown: writes commands and escapes to standard error."""

import sys


def gradient_descent(w, grad, *, lr):
    print("::error::INJECTED\n##[error]x \x1b]0;title\x07 \u2066x\u2069", file=sys.stderr)
    return w - lr * grad
