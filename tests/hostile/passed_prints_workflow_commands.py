"""Shown: prints lines that are commands of several runners."""


def gradient_descent(w, grad, *, lr):
    print("\n::error::INJECTED\n  ::add-mask::0\n##[error]x\n##vso[task.complete result=Failed]\n##teamcity[x]")
    return w - lr * grad
