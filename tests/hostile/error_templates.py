"""Shown: an exception with the marks of templates."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("{{ 7*7 }} {% raw %} ${{ secrets.X }} {0.__class__} %s %(x)s")
