"""Return values: a coroutine."""

async def gradient_descent(w, grad, *, lr):
    return w - lr * grad
