"""Gradient accumulation: the gradient of a batch that does not fit into memory, from parts that do."""

from autograder.symbolic import Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "accumulated_gradient",
    title="An accumulated gradient",
    task="Work out the mean gradient of the first `batch_size` samples of `order` without ever holding more than "
    "`micro` of them at once: add up over slices of `micro` samples (the last may be smaller), and divide once at the "
    "end by the number of all. The weights stay the same meanwhile.",
    source="Goyal et al. 2017 (arXiv:1706.02677), section 3",
    takes={
        "w": "weights, float64, shape (d,)",
        "X": "samples, one in each row, float64, shape (n, d)",
        "y": "targets, float64, shape (n,)",
        "order": "indices of the samples, int64; at least batch_size of them",
    },
    hyperparameters=(
        Hyperparameter("batch_size", "samples whose mean gradient is wanted, int, at least 1", "4", "5", integer=True),
        Hyperparameter("micro", "samples that are looked at at once, int, at least 1", "2", "3", integer=True),
    ),
    steps="""
        total = total + dot(transpose(X_b), dot(X_b, w) - y_b)
        grad = total/batch_size
    """,
    loop=Loop(
        "for each slice of `micro` of the first `batch_size` indices, with its rows X_b of X and targets y_b",
        over="((X[i], y[i]) for i in "
        "(order[:batch_size][k : k + micro] for k in range(0, len(order[:batch_size]), micro)))",
        items="X_b y_b",
        start={"total": 0},
        after="grad",
    ),
    returns={"grad": "the mean gradient, float64, shape (d,)"},
    integers="order",
)
