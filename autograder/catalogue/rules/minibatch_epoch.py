"""One epoch of mini-batch gradient descent: a step for every batch, with the mean gradient of its samples."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "minibatch_epoch",
    title="An epoch of mini-batch gradient descent",
    task="Cut `order` into consecutive slices of `batch_size` samples (the last may be smaller) and take one step "
    "for each slice, with the mean gradient of its samples at the weights you have reached.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1",
    takes={
        "w": "weights, float64, shape (d,)",
        "X": "samples, one in each row, float64, shape (n, d)",
        "y": "targets, float64, shape (n,)",
        "order": "indices of the samples to use, in this order, int64",
    },
    hyperparameters=(
        LR,
        Hyperparameter("batch_size", "samples in a batch, int, at least 1", "2", "3", integer=True),
    ),
    steps="""
        grad = dot(transpose(X_b), dot(X_b, w) - y_b)/rows(X_b)
        w = w - lr*grad
    """,
    loop=Loop(
        "for each slice of `order`, with its rows X_b of X and targets y_b",
        over="((X[i], y[i]) for i in (order[k : k + batch_size] for k in range(0, len(order), batch_size)))",
        items="X_b y_b",
    ),
    returns={"w": "the weights after the epoch, float64, shape (d,)"},
    integers="order",
    theorems="one-batch batches-of-one",
)
