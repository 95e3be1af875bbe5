"""Death: raises what only generators should see."""

def gradient_descent(w, grad, *, lr):
    raise GeneratorExit
    return w - lr * grad
