"""SAM: the gradient is measured at the worst point near w, so that the end lies in a wide valley."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "sam",
    title="Sharpness-aware minimization",
    task="Measure the gradient at w, climb along it by the length rho, measure the gradient there, and step with that "
    "one from the old w. Call `grad_fn` twice.",
    source="Foret et al. 2021 (arXiv:2010.01412), algorithm 1",
    takes="w grad_fn",
    hyperparameters=(
        LR,
        Hyperparameter("rho", "how far to climb before the gradient is measured, > 0", "0.05", "0.5 0.25"),
    ),
    steps="""
        grad = grad_fn(w)
        worst = w + rho*grad/norm(grad)
        sharp = grad_fn(worst)
        w = w - lr*sharp
    """,
    theorems="sam-cycle",
)
