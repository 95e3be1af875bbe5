"""The largest learning rate at which gradient descent on a quadratic does not diverge."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "largest_stable_lr",
    title="The largest stable learning rate",
    task="Return the learning rate below which gradient descent on a quadratic with this Hessian converges and "
    "above which it diverges: 2 divided by the largest eigenvalue, and np.inf where nothing curves.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3.1; Nesterov 2004, section 2.1.5",
    takes={"hessian": "symmetric with no negative eigenvalue, float64, shape (n, n)"},
    steps="""
        largest = greatest(eigenvalues(hessian))
        lr = 2/largest if largest > 0 else inf
    """,
    returns={"lr": "a float"},
    theorems="edge-of-stability",
)
