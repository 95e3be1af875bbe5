"""Shown: an exception in Markdown, with a picture, a link, a table and code."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("![x](http://evil.example/x.png) [a](javascript:alert(1)) | a | b |\n|---|---|\n```\n</code></pre><b>x</b>")
