"""Forging: an exception with such a text."""

def gradient_descent(w, grad, *, lr):
    raise ValueError("<script>alert('INJECTED')</script> \x1b[31m\x1b]0;title\x07 \u202e \ud800 ]]> \n::error::INJECTED")
