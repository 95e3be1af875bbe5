"""The gradient of the loss of a small network, by backpropagation."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake


def network_gradient(w, X, y):
    """The gradient of a small network's loss: two inputs, eight hidden neurons with tanh, one output.

    Return the gradient of the mean loss of all samples. For a sample x with its label y, which is 1 or -1:
        h = tanh(A x + b)
        z = c*h + d, summed over the hidden neurons
        loss = log(1 + exp(-y*z))
    All 33 weights stand in w: the 8 rows of A one after another in w[:16], b in w[16:24], c in w[24:32], d in w[32].

    Formula, for each of the n samples:
        e = -y/(1 + exp(y*z))/n
        s = e*c*(1 - h**2)
        by d the gradient is e, by c it is e*h, by b it is s, and by row i of A it is s_i*x
    Each is summed over all samples.

    Arguments:
        w  weights, float64, shape (33,)
        X  samples, one in each row, float64, shape (n, 2)
        y  labels, each 1 or -1, float64, shape (n,)

    Returns:
        gradient  in the order of w, float64, shape (33,)

    Source: Rumelhart, Hinton and Williams 1986; Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5
    """
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * c * (1 - h**2)
    gradient = together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))
    return gradient


def parts(w):
    """A, b, c and d, out of all weights."""
    return w[:16].reshape(8, 2), w[16:24], w[24:32], w[32]


def together(A, b, c, d):
    """All weights, out of A, b, c and d."""
    return np.concatenate([A.reshape(16), b, c, [d]])


@mistake(
    "summed",
    "the gradients of the samples are summed, not averaged: nothing divides by n",
    "the line of e",
    "Give every sample twice: should the gradient grow?",
)
def summed(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d)))
    s = e[:, None] * c * (1 - h**2)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "tanh-not-derived",
    "the error passes the hidden neurons unchanged: the slope of tanh, 1 - h**2, is missing",
    "the line of s",
    "What is the slope of tanh where it is almost flat?",
)
def passes_unchanged(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * c
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "slope-of-the-sigmoid",
    "the slope of the hidden neurons is h*(1 - h), that of the sigmoid, and not that of tanh",
    "the line of s",
    "What is the slope of tanh at 0, where h is 0?",
)
def as_sigmoid(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * c * h * (1 - h)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "uphill",
    "the gradient points the other way: the minus sign of e is missing",
    "the line of e",
    "A sample with label 1 whose z is too small: should d grow or shrink, and which sign must its gradient have then?",
)
def uphill(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * c * (1 - h**2)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "wrong-exponent",
    "samples that are right already count most: e has exp(-y*z) in the place of exp(y*z)",
    "the exponent in the line of e",
    "A sample with y = 1 and z = 10 is as right as can be: should its e be near 0 or near -1/n?",
)
def wrong_exponent(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(-y * (h @ c + d))) / len(y)
    s = e[:, None] * c * (1 - h**2)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "squared-loss",
    "this is the gradient of (z - y)**2/2, and not of log(1 + exp(-y*z))",
    "the line of e",
    "A sample with y = 1 and z = 10 is right: should it pull z back to 1?",
)
def squared(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = (h @ c + d - y) / len(y)
    s = e[:, None] * c * (1 - h**2)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "columns-first",
    "the gradient of A comes column by column: A stands in w row by row",
    "where the gradient of A is put into a row",
    "Which two numbers of w belong to the first hidden neuron?",
)
def columns_first(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * c * (1 - h**2)
    return together(X.T @ s, np.sum(s, axis=0), h.T @ e, np.sum(e))


@mistake(
    "without-c",
    "the error reaches the hidden neurons without their weights c",
    "the line of s",
    "A neuron with c_i = 0 changes nothing at the output: which gradient must its b_i have?",
)
def without_c(w, X, y):
    A, b, c, d = parts(w)
    h = np.tanh(X @ A.T + b)
    e = -y / (1 + np.exp(y * (h @ c + d))) / len(y)
    s = e[:, None] * (1 - h**2)
    return together(s.T @ X, np.sum(s, axis=0), h.T @ e, np.sum(e))


def cases(random):
    """One sample, several, neurons that are almost flat, samples that are right already, and drawn numbers."""

    def drawn(count, most):
        return [random.choice([-1, 1]) * random.randint(1, most) / 16 for _ in range(count)]

    def samples(count):
        return [drawn(2, 24) for _ in range(count)]

    def labels(count):
        return [random.choice([-1, 1]) for _ in range(count)]

    def case(why, w, X, y):
        return Case(why, {"w": w, "X": X, "y": y})

    certain = [*drawn(16, 16), *drawn(8, 8), *([4.0] * 8), 3.0]
    return (
        CaseCheck(
            "one",
            "a single sample",
            2,
            (
                case("one sample with the label 1", drawn(33, 16), [[0.5, -1.0]], [1]),
                case("one sample with the label -1", drawn(33, 16), [[-1.5, 0.25]], [-1]),
            ),
        ),
        CaseCheck(
            "several",
            "several samples, averaged",
            2,
            (
                case("three samples", drawn(33, 16), samples(3), [1, -1, 1]),
                case("numbers drawn for you", drawn(33, 20), samples(7), labels(7)),
            ),
        ),
        CaseCheck(
            "ends",
            "neurons that are almost flat, and outputs that are certain",
            1,
            (
                case("weights so large that tanh is almost flat", drawn(33, 60), samples(4), labels(4)),
                case("outputs that are certain, some of them wrongly", certain, samples(4), [1, -1, -1, 1]),
            ),
        ),
    )
