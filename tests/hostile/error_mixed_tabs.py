"""Source: tabs and blanks mixed."""

def gradient_descent(w, grad, *, lr):
    if True:
	return w - lr * grad
