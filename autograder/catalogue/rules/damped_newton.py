"""Damped Newton: Newton's method with some curvature added to every direction."""

from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "damped_newton",
    title="Damped Newton",
    task="Take the step p that solves (H + damping I) p = g, with the Hessian H, the identity I and the gradient "
    "g, and return w minus it.",
    source="Levenberg 1944; Nocedal and Wright, Numerical Optimization (2006), section 3.4",
    takes={
        "w": "weights, float64, shape (n,)",
        "grad": "gradient of the loss at w, float64, shape (n,)",
        "hessian": "second derivatives of the loss at w, symmetric, float64, shape (n, n)",
    },
    hyperparameters=(Hyperparameter("damping", "the curvature that is added to every direction, > 0", "0.1", "0.5 3"),),
    steps="""
        p = solve(hessian + damping*identity_like(hessian), grad)
        w = w - p
    """,
    theorems="damped-rate damped-step",
)
