"""Which kind of critical point this is: minimum, maximum, saddle, degenerate, or none at all."""

from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "classify_critical_point",
    title="Kinds of critical points",
    task='Return "not critical" where the Euclidean norm of the gradient exceeds tol; else "saddle" where one '
    'eigenvalue of the Hessian is below -tol and another above tol; else "minimum" where all are above tol, '
    '"maximum" where all are below -tol, and "degenerate" where one is within tol of zero.',
    source="the second derivative test; Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3.1",
    takes={"gradient": "float64, shape (n,)", "hessian": "symmetric, float64, shape (n, n)"},
    hyperparameters=(Hyperparameter("tol", "how far from 0 a number may be and still count as 0, > 0", "1e-6", "0.5"),),
    steps="""
        slope = norm(gradient)
        lowest = least(eigenvalues(hessian))
        highest = greatest(eigenvalues(hessian))
        kind = "not critical" if slope > tol
            else "saddle" if lowest < -tol and highest > tol
            else "minimum" if lowest > tol
            else "maximum" if highest < -tol
            else "degenerate"
    """,
    returns={"kind": 'a str: "not critical", "saddle", "degenerate", "minimum" or "maximum"'},
)
