"""Forging: prints what would change a report or a terminal."""

def gradient_descent(w, grad, *, lr):
    print("<script>alert('INJECTED')</script> \x1b[31m\x1b]0;title\x07 \u202e \u2028 ]]> =cmd()|A1 ::error::INJECTED")
    return w - lr * grad
