"""Source: commands of a notebook."""

!touch /tmp/grade-descent-litter
%%bash
touch /tmp/grade-descent-litter


def gradient_descent(w, grad, *, lr):
    return w - lr * grad
