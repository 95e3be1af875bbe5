"""Backtracking: the learning rate is shortened until the loss has fallen enough."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake


def backtracking(w, grad_fn, loss_fn, *, lr, c, shrink):
    """Take a gradient step that lowers the loss enough, with the first of lr, lr shrink, lr shrink^2, ... that does.

    With g = grad_fn(w), a rate is short enough where Armijo's condition holds:
        loss_fn(w - rate g) <= loss_fn(w) - c rate (g.g)
    To first order a step lowers the loss by rate (g.g): the share c of that is asked for. Call `grad_fn` once.

    Arguments:
        w        where to start, float64, shape (n,)
        grad_fn  function that returns the gradient at a point, in the shape of the point
        loss_fn  function that returns the loss at a point, a number
        lr       the first rate that is tried, float
        c        the share of the predicted fall that is asked for, float, 0 < c < 1
        shrink   what the rate is multiplied by after each try that is too long, float, 0 < shrink < 1

    Returns:
        w  the point that the step ends at, a new array, float64, shape (n,)

    Source: Armijo 1966; Nocedal and Wright, Numerical Optimization (2006), algorithm 3.1
    """
    g = grad_fn(w)
    before = loss_fn(w)
    while loss_fn(w - lr * g) > before - c * lr * np.sum(g * g):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "never-shortened",
    "the first rate is taken, however far it goes",
    "the loop",
    "What happens where the first step is too long?",
)
def never_shortened(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    w = w - lr * g
    return w


@mistake(
    "any-fall",
    "any fall of the loss is enough: the share c of the predicted fall is not asked for",
    "the condition that ends the loop",
    "Set c to 0.9: does the step become shorter?",
)
def any_fall(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    while loss_fn(w - lr * g) > before:
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "norm-not-squared",
    "the fall is predicted with the length of the gradient, not with its square",
    "the right-hand side of the condition",
    "By how much does the loss fall to first order along -lr g?",
)
def norm_not_squared(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    while loss_fn(w - lr * g) > before - c * lr * np.sqrt(np.sum(g * g)):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "sign-of-the-slope",
    "the predicted fall is added: a step may even raise the loss",
    "the sign on the right-hand side of the condition",
    "Is the right-hand side above or below loss_fn(w)?",
)
def wrong_sign(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    while loss_fn(w - lr * g) > before + c * lr * np.sum(g * g):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "rate-left-out-of-the-test",
    "the predicted fall does not grow with the rate: it is c (g.g) for every rate",
    "the right-hand side of the condition",
    "Is as much asked of a step half as long?",
)
def without_rate(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    first = lr
    while lr > first * shrink**40 and loss_fn(w - lr * g) > before - c * first * np.sum(g * g):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "shrinks-first",
    "the rate is shortened before the first try: lr itself is never taken",
    "the order of shortening and trying",
    "Which rate do you try first?",
)
def shrinks_first(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    lr = lr * shrink
    while loss_fn(w - lr * g) > before - c * lr * np.sum(g * g):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "shortened-once",
    "the rate is shortened at most once: a condition stands in the place of the loop",
    "how often the rate is shortened",
    "And where the shortened rate is still too long?",
)
def shortened_once(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    if loss_fn(w - lr * g) > before - c * lr * np.sum(g * g):
        lr = lr * shrink
    w = w - lr * g
    return w


@mistake(
    "steps-while-searching",
    "each try starts where the one before ended: w changes inside the loop",
    "the point that each try starts from",
    "From where does the second try go?",
)
def moves(w, grad_fn, loss_fn, *, lr, c, shrink):
    g = grad_fn(w)
    before = loss_fn(w)
    w = w - lr * g
    while loss_fn(w) > before - c * lr * np.sum(g * g):
        lr = lr * shrink
        w = w - lr * g
        if lr < 1e-9:
            break
    return w


def valley_gradient(w):
    """The gradient of x^2/10 + 2y^2."""
    return w * np.array([0.2, 4.0])


def valley_loss(w):
    """x^2/10 + 2y^2."""
    return w[0] ** 2 / 10 + 2 * w[1] ** 2


def curved_gradient(w):
    """The gradient of x^4/4 + y^2."""
    return np.array([w[0] ** 3, 2 * w[1]])


def curved_loss(w):
    """x^4/4 + y^2."""
    return w[0] ** 4 / 4 + w[1] ** 2


VALLEY = {"grad_fn": "valley_gradient", "loss_fn": "valley_loss"}
CURVED = {"grad_fn": "curved_gradient", "loss_fn": "curved_loss"}


def search(why, problem, w, lr, c, shrink):
    """A case: the functions, where to start, and the numbers."""
    return Case(why, {**problem, "w": w, "lr": lr, "c": c, "shrink": shrink})


def cases(random):
    """A first rate that is short enough, rates that are too long, and a share that asks for much."""
    drawn = [random.choice([-1, 1]) * random.randint(9, 40) / 8, random.choice([-1, 1]) * random.randint(9, 30) / 8]
    return (
        CaseCheck(
            "short-enough",
            "a first rate that is short enough is taken",
            1,
            (
                search("a valley", VALLEY, [-5, -2], "0.3", "0.0001", "0.5"),
                search("flat", VALLEY, ["1/8", "1/16"], "0.25", "0.1", "0.5"),
            ),
        ),
        CaseCheck(
            "too-long",
            "rates that are too long are shortened",
            3,
            (
                search("once", VALLEY, [-5, -2], "1", "0.0001", "0.5"),
                search("several times", CURVED, [3, -1], "1", "0.1", "0.5"),
                search("by little", CURVED, [-2, 2], "0.9", "0.2", "0.7"),
                search("numbers drawn for you", CURVED, drawn, "1.5", "0.15", "0.6"),
            ),
        ),
        CaseCheck(
            "much",
            "little is not enough where much is asked",
            2,
            (
                search("seven tenths of the predicted fall", VALLEY, [2, "1/2"], "0.3", "0.7", "0.5"),
                search("a loss that rises a little", VALLEY, [1, "1/2"], "0.6", "0.7", "0.6"),
                search("a small gradient", VALLEY, ["1/8", "1/64"], "0.4", "0.7", "0.8"),
            ),
        ),
    )
