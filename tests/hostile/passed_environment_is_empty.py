"""Secrets: nothing of the grader's environment is there."""

import os


def gradient_descent(w, grad, *, lr):
    assert "GRADE_SECRET" not in os.environ
    assert not [name for name in os.environ if name not in ("LC_CTYPE", "PATH", "SYSTEMROOT")]
    return w - lr * grad
