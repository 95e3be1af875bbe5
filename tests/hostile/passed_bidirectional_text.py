"""Source: letters that look like others, and text that runs backwards."""

def gradient_descent(w, grad, *, lr):
    grаdient = grad  # ‮ this runs backwards ‬
    return w - lr * grаdient
