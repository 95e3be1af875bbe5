"""A training of the small network with an optimizer and a schedule of the course, which are named."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake, of_course

gradient_descent = of_course("gradient_descent")
momentum = of_course("momentum")
rmsprop = of_course("rmsprop")
adam = of_course("adam")
linear_decay = of_course("linear_decay")
warmup_cosine = of_course("warmup_cosine")
train = of_course("train")
network_gradient = of_course("network_gradient")


def experiment(optimizer, schedule, X, y, *, seed: int, steps: int):
    """Train the network with one of your optimizers and one of your schedules, and return all points passed.

    Start at initial_weights(seed), and take `steps` steps down the network's gradient for all samples X, y. Step k = 0,
    1, ... is OPTIMIZERS[optimizer](w, grad, state, lr=lr) with lr = SCHEDULES[schedule](k, base, steps), where base is
    LEARNING_RATES[optimizer]. Your `train` of unit 07 needs no more than this.

    Arguments:
        optimizer  a name in OPTIMIZERS
        schedule   a name in SCHEDULES
        X          samples, one in each row, float64, shape (n, 2)
        y          labels, each 1 or -1, float64, shape (n,)
        seed       draws the weights to start from, int
        steps      how many steps to take, int, at least 0

    Returns:
        points  all points passed, float64, shape (steps + 1, 33), the start first

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1
    """
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES[optimizer]
    start = initial_weights(seed)
    points = train(step, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X, y), start, steps=steps)
    return points


def initial_weights(seed):
    """Weights to start from: the same seed gives the same ones."""
    return np.random.default_rng(seed).uniform(-1, 1, 33)


def by_gradient_descent(w, grad, state, *, lr):
    """Gradient descent, which needs no state."""
    return gradient_descent(w, grad, lr=lr), state


def by_momentum(w, grad, state, *, lr):
    """Momentum, at rest before the first step."""
    return momentum(w, grad, state or {"v": np.zeros_like(w)}, lr=lr, beta=0.9)


def by_rmsprop(w, grad, state, *, lr):
    """RMSprop."""
    return rmsprop(w, grad, state or {"s": np.zeros_like(w)}, lr=lr, beta=0.9, eps=1e-8)


def by_adam(w, grad, state, *, lr):
    """Adam with the usual settings."""
    state = state or {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0}
    return adam(w, grad, state, lr=lr, beta1=0.9, beta2=0.999, eps=1e-8)


def constantly(step, base, steps):
    """A rate that stays as it is."""
    return base


def falling(step, base, steps):
    """A rate that falls to 0."""
    return linear_decay(step, lr_start=base, lr_end=0.0, total_steps=steps)


def warming_up(step, base, steps):
    """A rate that rises for the first tenth, and falls to 0."""
    return warmup_cosine(step, lr_peak=base, lr_end=0.0, warmup_steps=max(1, steps // 10), total_steps=steps)


OPTIMIZERS = {
    "gradient_descent": by_gradient_descent,
    "momentum": by_momentum,
    "rmsprop": by_rmsprop,
    "adam": by_adam,
}
LEARNING_RATES = {"gradient_descent": 2.0, "momentum": 0.5, "rmsprop": 0.04, "adam": 0.1}
SCHEDULES = {"constant": constantly, "linear_decay": falling, "warmup_cosine": warming_up}


@mistake(
    "same-start",
    "every seed gives the same start: the seed is not used",
    "where the weights to start from are made",
    "Where does a training with seed 1 start?",
)
def same_start(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES[optimizer]
    start = initial_weights(0)
    return train(step, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X, y), start, steps=steps)


@mistake(
    "starts-at-zero",
    "the training starts with all weights 0",
    "where the weights to start from are made",
    "Eight hidden neurons that are all the same: can they ever become different?",
)
def starts_at_zero(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES[optimizer]
    return train(step, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X, y), np.zeros(33), steps=steps)


@mistake(
    "schedule-not-asked",
    "every step has the optimizer's own rate: the schedule is never asked",
    "the schedule that is handed to train",
    "What is the rate of the last step under linear_decay?",
)
def never_asks(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, base, start = OPTIMIZERS[optimizer], LEARNING_RATES[optimizer], initial_weights(seed)
    return train(step, lambda k: base, lambda w: network_gradient(w, X, y), start, steps=steps)


@mistake(
    "rate-of-one-optimizer",
    "every optimizer gets the rate of adam: LEARNING_RATES is not looked up by the name",
    "where base comes from",
    "Which rate is meant for gradient descent?",
)
def rate_of_adam(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES["adam"]
    start = initial_weights(seed)
    return train(step, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X, y), start, steps=steps)


@mistake(
    "always-adam",
    "adam takes every step, whatever the name says",
    "where the optimizer comes from",
    "Do two optimizers give the same path?",
)
def always_adam(optimizer, schedule, X, y, *, seed: int, steps: int):
    rate, base, start = SCHEDULES[schedule], LEARNING_RATES[optimizer], initial_weights(seed)
    return train(by_adam, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X, y), start, steps=steps)


@mistake(
    "asked-too-late",
    "the schedule is asked for step k + 1 at step k",
    "what the schedule is asked",
    "How many steps have been taken before the first one?",
)
def asks_too_late(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES[optimizer]
    start = initial_weights(seed)
    return train(step, lambda k: rate(k + 1, base, steps), lambda w: network_gradient(w, X, y), start, steps=steps)


@mistake(
    "first-sample-only",
    "the gradient is that of the first sample alone",
    "the gradient that is handed to train",
    "How many samples does the loss speak of?",
)
def first_sample(optimizer, schedule, X, y, *, seed: int, steps: int):
    step, rate, base = OPTIMIZERS[optimizer], SCHEDULES[schedule], LEARNING_RATES[optimizer]
    start = initial_weights(seed)
    return train(step, lambda k: rate(k, base, steps), lambda w: network_gradient(w, X[:1], y[:1]), start, steps=steps)


FLOWERS = [[1.0, 0.4], [0.4, 0.4], [-0.5, -1.4], [0.3, 0.6], [-0.2, -0.6], [0.5, 0.0]]
KINDS = [-1, -1, -1, 1, 1, 1]


def cases(random):
    """Starts, each optimizer by itself, each schedule by itself, and both at once."""
    drawn = [[random.randint(-24, 24) / 16 for _ in range(2)] for _ in range(6)]

    def run(why, optimizer, schedule, seed, steps, X=FLOWERS):
        named = {"optimizer": optimizer, "schedule": schedule}
        return Case(why, {**named, "X": X, "y": KINDS, "seed": seed, "steps": steps})

    return (
        CaseCheck(
            "start",
            "the weights to start from, and no step",
            1,
            (
                run("seed = 0", "gradient_descent", "constant", 0, 0),
                run("seed = 7", "adam", "constant", 7, 0),
            ),
        ),
        CaseCheck(
            "optimizers",
            "each of your optimizers, with a constant rate",
            2,
            (
                run("gradient descent", "gradient_descent", "constant", 0, 2),
                run("momentum", "momentum", "constant", 1, 3),
                run("RMSprop", "rmsprop", "constant", 2, 3),
                run("Adam", "adam", "constant", 3, 3),
            ),
        ),
        CaseCheck(
            "schedules",
            "each of your schedules, with gradient descent",
            2,
            (
                run("linear decay", "gradient_descent", "linear_decay", 0, 3),
                run("warm-up and cosine", "gradient_descent", "warmup_cosine", 1, 4),
            ),
        ),
        CaseCheck(
            "both",
            "optimizers and schedules together",
            2,
            (
                run("momentum with linear decay", "momentum", "linear_decay", 4, 4),
                run("RMSprop with warm-up and cosine", "rmsprop", "warmup_cosine", 5, 4),
                run("numbers drawn for you", "adam", "warmup_cosine", 6, 5, drawn),
            ),
        ),
    )
