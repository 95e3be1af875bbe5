"""Return values: a dict whose keys are long texts."""

def gradient_descent(w, grad, *, lr):
    return w, {chr(128512) * 190 + str(number): w for number in range(100)}
