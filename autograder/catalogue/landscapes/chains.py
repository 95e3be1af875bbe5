"""A deep chain of sigmoids with one weight each: the further from the output, the smaller the gradient."""

import sympy as sp

from autograder.catalogue.landscapes.landscape import Landscape

DEPTH = 5
weights = sp.symbols(f"w1:{DEPTH + 1}", real=True)


def sigmoid(z: sp.Expr) -> sp.Expr:
    """The logistic function."""
    return 1 / (1 + sp.exp(-z))


def output(signal: sp.Expr) -> sp.Expr:
    """What the chain makes of a signal."""
    for weight in weights:
        signal = sigmoid(weight * signal)
    return signal


SIGMOID_CHAIN = Landscape(
    "sigmoid_chain",
    "the output of five sigmoids in a row, for the input 1",
    tuple(weights),
    output(sp.Integer(1)),
    (1,) * DEPTH,
)
CHAINS = (SIGMOID_CHAIN,)
