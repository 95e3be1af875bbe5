"""Backtracking line search: a loop that ends where the loss has fallen enough."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake

MOST = 60


def bowl(w):
    """A loss that is steeper along one axis."""
    return w[0] ** 2 + 10 * w[1] ** 2


def valley(w):
    """A loss that falls slowly along a bent valley."""
    return (1 - w[0]) ** 2 + 5 * (w[1] - w[0] ** 2) ** 2


def line_search(loss, w, grad, *, lr, shrink, enough):
    """Take a step down the gradient that lowers the loss enough.

    Begin with the rate lr, and multiply it by shrink as long as the loss at w - lr*grad is larger than
    loss(w) - enough*lr*sum(grad**2). Return the new w.

    Arguments:
        loss    function that returns the loss at a point, a number
        w       where to start, float64, shape (2,)
        grad    gradient of the loss at w, float64, same shape as w
        lr      the first learning rate, float
        shrink  what the rate is multiplied by, float between 0 and 1
        enough  how much of the predicted fall is enough, float between 0 and 1

    Returns:
        w  a new array, float64, same shape as w

    Source: Nocedal and Wright, Numerical Optimization, 2nd edition (2006), algorithm 3.1
    """
    slope = np.sum(grad**2)
    before = loss(w)
    for _ in range(MOST):
        if loss(w - lr * grad) <= before - enough * lr * slope:
            break
        lr = lr * shrink
    return w - lr * grad


@mistake(
    "never-shortened",
    "the rate is never shortened",
    "the loop",
    "Which step is taken where the first one goes too far?",
)
def never_shortened(loss, w, grad, *, lr, shrink, enough):
    return w - lr * grad


@mistake(
    "any-fall",
    "any fall of the loss is enough",
    "the condition that ends the loop",
    "Set enough to 0.9: does the step become shorter?",
)
def any_fall(loss, w, grad, *, lr, shrink, enough):
    before = loss(w)
    for _ in range(MOST):
        if loss(w - lr * grad) <= before:
            break
        lr = lr * shrink
    return w - lr * grad


@mistake(
    "norm-not-squared",
    "the fall is predicted with the length of the gradient, not its square",
    "the right-hand side of the condition",
    "By how much does the loss fall to first order along -lr*grad?",
)
def norm_not_squared(loss, w, grad, *, lr, shrink, enough):
    slope = np.sqrt(np.sum(grad**2))
    before = loss(w)
    for _ in range(MOST):
        if loss(w - lr * grad) <= before - enough * lr * slope:
            break
        lr = lr * shrink
    return w - lr * grad


def settings(loss, lr, shrink, enough):
    """The inputs that are no arrays."""
    return {"loss": loss, "lr": lr, "shrink": shrink, "enough": enough}


def cases(random):
    """A first step that is short enough, steps that are too long, and a strict condition."""
    near = [random.randint(5, 15) / 8, random.randint(3, 9) / 8]
    downhill = {"w": near, "grad": [2 * near[0], 20 * near[1]]}
    corner = {"w": [1, 1], "grad": [2, 20]}
    return (
        CaseCheck(
            "short-enough",
            "a first step that is short enough is taken",
            1,
            (Case("one step", {**corner, **settings("bowl", "0.04", "0.5", "0.1")}),),
        ),
        CaseCheck(
            "too-long",
            "steps that are too long are shortened",
            3,
            (
                Case("far too long", {**corner, **settings("bowl", "1", "0.5", "0.1")}),
                Case("a bent valley", {"w": [-1, 1], "grad": [-4, 0], **settings("valley", "1", "0.7", "0.3")}),
                Case("numbers of your own", {**downhill, **settings("bowl", "0.8", "0.6", "0.2")}),
            ),
        ),
        CaseCheck(
            "strict",
            "little is not enough where much is asked",
            2,
            (
                Case("seven tenths", {"w": [2, "1/2"], "grad": [4, 10], **settings("bowl", "0.3", "0.5", "0.7")}),
                Case("flat", {"w": ["1/4", "1/80"], "grad": ["1/2", "1/4"], **settings("bowl", "0.3", "0.5", "0.7")}),
            ),
        ),
    )
