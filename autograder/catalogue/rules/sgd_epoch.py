"""One epoch of stochastic gradient descent: a step for every sample."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Loop, Rule

RULE = Rule.from_text(
    "sgd_epoch",
    title="An epoch of stochastic gradient descent",
    task="Go through the samples in the given order and take one step for each, with the gradient (x_i.w - y_i) "
    "x_i of that sample at the weights you have reached.",
    source="Robbins and Monro 1951; Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1",
    takes={
        "w": "weights, float64, shape (d,)",
        "X": "samples, one in each row, float64, shape (n, d)",
        "y": "targets, float64, shape (n,)",
        "order": "indices of the samples to use, in this order, int64",
    },
    hyperparameters=(LR,),
    steps="""
        w = w - lr*(dot(x_i, w) - y_i)*x_i
    """,
    loop=Loop(
        "for each i in `order`, with row x_i of X and target y_i", over="zip(X[order], y[order])", items="x_i y_i"
    ),
    returns={"w": "the weights after the epoch, float64, shape (d,)"},
    integers="order",
    theorems="in-expectation exact-fit",
)
