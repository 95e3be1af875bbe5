"""What comes out in the end: the share of wrong answers on the samples trained with, and on others."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake, of_course

experiment = of_course("experiment")


def final_errors(optimizer, schedule, *, seed: int, steps: int):
    """The training error and the test error at the end of an experiment.

    Train on the training flowers, X_train and y_train, and on nothing else. Then take the last point, and return its
    error_rate for the training flowers and for the test flowers, X_test and y_test.

    Arguments:
        optimizer  a name in OPTIMIZERS
        schedule   a name in SCHEDULES
        seed       draws the weights to start from, int
        steps      how many steps to take, int, at least 0

    Returns:
        errors  training error and test error, each a share from 0 to 1, float64, shape (2,)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 5.2
    """
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    errors = np.array([error_rate(points[-1], X_train, y_train), error_rate(points[-1], X_test, y_test)])
    return errors


VERSICOLOR = """
70-32 64-32 69-31 55-23 65-28 57-28 63-33 49-24 66-29 52-27 50-20 59-30 60-22 61-29 56-29 67-31 56-30 58-27
62-22 56-25 59-32 61-28 63-25 61-28 64-29 66-30 68-28 67-30 60-29 57-26 55-24 55-24 58-27 60-27 54-30 60-34
67-31 63-23 56-30 55-25 55-26 61-30 58-26 50-23 56-27 57-30 57-29 62-29 51-25 57-28
"""
VIRGINICA = """
63-33 58-27 71-30 63-29 65-30 76-30 49-25 73-29 67-25 72-36 65-32 64-27 68-30 57-25 58-28 64-32 65-30 77-38
77-26 60-22 69-32 56-28 77-28 63-27 67-33 72-32 62-28 61-30 64-28 72-30 74-28 79-38 64-28 63-28 61-26 77-30
63-34 64-31 60-30 69-31 67-31 69-31 58-27 68-32 67-33 67-30 63-25 65-30 62-34 59-30
"""


def flowers(text):
    """Sepals as the network sees them: length and width around 6 and 3 cm, in units of 1 and 0.5 cm."""
    millimetres = np.array([pair.split("-") for pair in text.split()], dtype=np.float64)
    return (millimetres - np.array([60.0, 30.0])) / np.array([10.0, 5.0])


def error_rate(w, X, y):
    """The share of samples whose output has another sign than their label."""
    h = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24])
    return np.mean(np.sign(h @ w[24:32] + w[32]) != y)


X_train = np.concatenate([flowers(VERSICOLOR)[::2], flowers(VIRGINICA)[::2]])
X_test = np.concatenate([flowers(VERSICOLOR)[1::2], flowers(VIRGINICA)[1::2]])
y_train = y_test = np.repeat([-1.0, 1.0], 25)


@mistake(
    "exchanged",
    "the two errors are exchanged: the test error stands first",
    "the order of the two errors",
    "Which of the two did you expect to be smaller, and which is?",
)
def exchanged(optimizer, schedule, *, seed: int, steps: int):
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    return np.array([error_rate(points[-1], X_test, y_test), error_rate(points[-1], X_train, y_train)])


@mistake(
    "share-of-right-ones",
    "these are the shares of right answers, 1 - error",
    "what is counted",
    "A network that knows every flower: what is its error?",
)
def right_ones(optimizer, schedule, *, seed: int, steps: int):
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    return 1 - np.array([error_rate(points[-1], X_train, y_train), error_rate(points[-1], X_test, y_test)])


@mistake(
    "trained-on-the-test",
    "the network was trained with the test flowers too: they say nothing about unknown flowers any more",
    "the samples that are handed to experiment",
    "Would you learn the answers of an exam by heart to find out what you understand?",
)
def trained_on_all(optimizer, schedule, *, seed: int, steps: int):
    X, y = np.concatenate([X_train, X_test]), np.concatenate([y_train, y_test])
    points = experiment(optimizer, schedule, X, y, seed=seed, steps=steps)
    return np.array([error_rate(points[-1], X_train, y_train), error_rate(points[-1], X_test, y_test)])


@mistake(
    "best-step-picked",
    "the errors are those of the step at which the test error was lowest: the test has chosen the step",
    "the point at which the errors are counted",
    "Who tells you which step is best for flowers that nobody has seen yet?",
)
def best_step(optimizer, schedule, *, seed: int, steps: int):
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    best = min(points, key=lambda w: error_rate(w, X_test, y_test))
    return np.array([error_rate(best, X_train, y_train), error_rate(best, X_test, y_test)])


@mistake(
    "before-the-last-step",
    "the last step is left out: the errors are those of the point before it",
    "the point at which the errors are counted",
    "How many points are there after 10 steps, and which one is the last?",
)
def before_the_last(optimizer, schedule, *, seed: int, steps: int):
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    last = points[max(steps - 1, 0)]
    return np.array([error_rate(last, X_train, y_train), error_rate(last, X_test, y_test)])


@mistake(
    "counted",
    "these are numbers of flowers, and not shares of them",
    "what the number of wrong answers is divided by",
    "Can you compare 7 wrong flowers of 50 with 7 of 1,000?",
)
def counted(optimizer, schedule, *, seed: int, steps: int):
    points = experiment(optimizer, schedule, X_train, y_train, seed=seed, steps=steps)
    return 50 * np.array([error_rate(points[-1], X_train, y_train), error_rate(points[-1], X_test, y_test)])


SEED, STEPS = 0, 150
OPTIMIZERS = {"gradient_descent": "gradient descent", "momentum": "momentum", "rmsprop": "RMSprop", "adam": "Adam"}
SCHEDULES = {"constant": "a constant rate", "linear_decay": "linear decay", "warmup_cosine": "warm-up and cosine"}


def cases(random):
    """The table, a check for each optimizer, and other seeds and budgets."""

    def run(why, optimizer, schedule, seed, steps):
        return Case(why, {"optimizer": optimizer, "schedule": schedule, "seed": seed, "steps": steps})

    def row(optimizer, title):
        table = (run(said, optimizer, schedule, SEED, STEPS) for schedule, said in SCHEDULES.items())
        return CaseCheck(optimizer, f"{title} with each schedule", 1, tuple(table))

    other = random.randint(1, 1000)
    others = (
        run("the start alone", "adam", "constant", 3, 0),
        run("a short training", "momentum", "linear_decay", 4, 8),
        run("another seed", "adam", "constant", 1, 61),
        run("a seed drawn for you", "gradient_descent", "constant", other, 23),
    )
    rows = (row(optimizer, title) for optimizer, title in OPTIMIZERS.items())
    return (*rows, CaseCheck("others", "other seeds, and fewer steps", 2, others))
