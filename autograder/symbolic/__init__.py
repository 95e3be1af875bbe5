"""What a rule file is written with, and what is derived from a rule."""

from autograder.symbolic.rule import (
    Case,
    CaseCheck,
    Convention,
    Each,
    Edit,
    Hyperparameter,
    Loop,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
)
from autograder.symbolic.vocabulary import GRAD_FN, beta, dot, grad, grad_fn, integer, lr, rational, rows, transpose, w

__all__ = [
    "GRAD_FN",
    "Case",
    "CaseCheck",
    "Convention",
    "Each",
    "Edit",
    "Hyperparameter",
    "Loop",
    "Mistake",
    "Rule",
    "StateQuantity",
    "Step",
    "as_written",
    "beta",
    "dot",
    "grad",
    "grad_fn",
    "integer",
    "lr",
    "rational",
    "rows",
    "transpose",
    "w",
]
