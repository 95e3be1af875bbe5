"""The learning-rate range test: one run with ever larger rates shows which are too large."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake


def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    """Descend with a learning rate that grows from lr_min to lr_max, and return the loss after each step.

    In step k = 0, 1, ..., steps - 1, each from where the last one ended:
        lr = lr_min (lr_max/lr_min)^(k/(steps - 1))
        w = w - lr grad_fn(w)
    The rates grow by the same factor from step to step, so that each order of magnitude gets as many of them; the first
    is lr_min and the last is lr_max. The best rate lies somewhat below the one at which the loss begins to rise.

    Arguments:
        w        where to start, float64, shape (n,)
        grad_fn  function that returns the gradient at a point, in the shape of the point
        loss_fn  function that returns the loss at a point, a number
        lr_min   the first rate, float, > 0
        lr_max   the last rate, float, > lr_min
        steps    how many steps to take, int, at least 2

    Returns:
        losses  the loss after each step, float64, shape (steps,)

    Source: Smith 2017 (arXiv:1506.01186), section 3.3, with rates that grow by a factor as in fastai
    """
    losses = []
    for k in range(steps):
        lr = lr_min * (lr_max / lr_min) ** (k / (steps - 1))
        w = w - lr * grad_fn(w)
        losses.append(loss_fn(w))
    losses = np.array(losses)
    return losses


@mistake(
    "linear-growth",
    "the rates grow by the same difference, not by the same factor",
    "how the rate grows",
    "From 0.001 to 1 in four steps: is the second rate 0.01?",
)
def linear_growth(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        lr = lr_min + (lr_max - lr_min) * (k / (steps - 1))
        w = w - lr * grad_fn(w)
        losses.append(loss_fn(w))
    return np.array(losses)


@mistake(
    "never-reaches-the-last-rate",
    "the exponent is k/steps: lr_max is never reached",
    "the exponent",
    "Put in k = steps - 1: which rate is that?",
)
def never_ends(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        lr = lr_min * (lr_max / lr_min) ** (k / steps)
        w = w - lr * grad_fn(w)
        losses.append(loss_fn(w))
    return np.array(losses)


@mistake(
    "begins-a-step-too-late",
    "the exponent is (k + 1)/steps: lr_min is never taken",
    "the exponent",
    "Put in k = 0: which rate is that?",
)
def begins_late(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        lr = lr_min * (lr_max / lr_min) ** ((k + 1) / steps)
        w = w - lr * grad_fn(w)
        losses.append(loss_fn(w))
    return np.array(losses)


@mistake(
    "always-from-the-start",
    "each rate is tried from the start: the steps do not go on from one another",
    "the point that a step starts from",
    "Where does your third step begin?",
)
def from_the_start(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        lr = lr_min * (lr_max / lr_min) ** (k / (steps - 1))
        losses.append(loss_fn(w - lr * grad_fn(w)))
    return np.array(losses)


@mistake(
    "loss-before-the-step",
    "the loss is measured before the step, not after it",
    "when the loss is measured",
    "Which loss does the last rate lead to, and is it among yours?",
)
def measures_before(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        losses.append(loss_fn(w))
        lr = lr_min * (lr_max / lr_min) ** (k / (steps - 1))
        w = w - lr * grad_fn(w)
    return np.array(losses)


@mistake(
    "falling-rates",
    "the rates fall from lr_max to lr_min",
    "the two ends of the rates",
    "With which rate does your first step go?",
)
def falling(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    losses = []
    for k in range(steps):
        lr = lr_max * (lr_min / lr_max) ** (k / (steps - 1))
        w = w - lr * grad_fn(w)
        losses.append(loss_fn(w))
    return np.array(losses)


@mistake(
    "returns-the-rates",
    "the rates are returned, not the losses",
    "what is collected",
    "What shows that a rate is too large?",
)
def returns_rates(w, grad_fn, loss_fn, *, lr_min, lr_max, steps: int):
    rates = []
    for k in range(steps):
        rates.append(lr_min * (lr_max / lr_min) ** (k / (steps - 1)))
    return np.array(rates)


def square_gradient(w):
    """The gradient of the sum of w^2."""
    return 2 * w


def square_loss(w):
    """The sum of w^2."""
    return np.sum(w * w)


def valley_gradient(w):
    """The gradient of x^2/10 + 2y^2."""
    return w * np.array([0.2, 4.0])


def valley_loss(w):
    """x^2/10 + 2y^2."""
    return w[0] ** 2 / 10 + 2 * w[1] ** 2


SQUARE = {"grad_fn": "square_gradient", "loss_fn": "square_loss"}
VALLEY = {"grad_fn": "valley_gradient", "loss_fn": "valley_loss"}


def rising(why, problem, w, lr_min, lr_max, steps):
    """A case: the functions, where to start, and the rates."""
    return Case(why, {**problem, "w": w, "lr_min": lr_min, "lr_max": lr_max, "steps": steps})


def cases(random):
    """Two rates, a few, and so many that the loss begins to rise."""
    drawn = [random.choice([-1, 1]) * random.randint(9, 40) / 8 for _ in range(2)]
    return (
        CaseCheck(
            "two",
            "two rates",
            1,
            (rising("the first and the last", SQUARE, [3], "0.125", "0.25", 2),),
        ),
        CaseCheck(
            "several",
            "rates that grow by a factor",
            3,
            (
                rising("a factor of 2", SQUARE, [4, -1], "0.0625", "0.5", 4),
                rising("a factor of 10", VALLEY, [-5, -2], "0.001", "0.1", 3),
                rising("numbers drawn for you", VALLEY, drawn, "0.005", "0.32", 5),
            ),
        ),
        CaseCheck(
            "too-large",
            "rates up to where the loss rises",
            2,
            (
                rising("beyond the limit of 1/2", VALLEY, [-5, -2], "0.01", "1.28", 8),
                rising("beyond the limit of 1", SQUARE, [3], "0.25", "2", 7),
            ),
        ),
    )
