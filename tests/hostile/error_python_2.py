"""Source: another Python."""

def gradient_descent(w, grad, lr):
    print "hello"
    return w - lr * grad
