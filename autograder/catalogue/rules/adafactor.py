"""Adafactor: RMSprop whose averages of squares are kept as sums of rows and columns only."""

from autograder.catalogue.shared import BETA2, COUNT, EPSILON, LR
from autograder.symbolic import Rule, State

RULE = Rule.from_text(
    "adafactor",
    title="Adafactor, in its simple form",
    task="Count the step; keep moving averages of the sums of grad**2 over each row and over each column, not of every "
    "single square; put them together to an estimate of all squares, correct it for its start at 0, and step. Return "
    "the new w and a new state.",
    source="Shazeer and Stern 2018 (arXiv:1804.04235), algorithm 2",
    takes={"w": "a weight matrix, float64, shape (n, k)", "grad": "gradient of the loss at w, float64, shape (n, k)"},
    state=(
        State("r", "averages of the sums over rows, shape (n,)", nonnegative=True, shape="rows"),
        State("c", "averages of the sums over columns, shape (k,)", nonnegative=True, shape="columns"),
        COUNT,
    ),
    hyperparameters=(LR, BETA2, EPSILON),
    steps="""
        t = t + 1
        r = beta2*r + (1 - beta2)*row_sums(grad**2)
        c = beta2*c + (1 - beta2)*column_sums(grad**2)
        v_hat = outer(r, c)/sum(r)/(1 - beta2**t)
        w = w - lr*grad/(sqrt(v_hat) + eps)
    """,
    returns={"w": "a new matrix, float64, shape (n, k)"},
    theorems="nothing-lost",
)
