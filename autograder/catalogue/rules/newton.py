"""Newton's method: straight to where the quadratic that fits here has its critical point."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "newton",
    title="Newton's method",
    task="Take the step p that solves H p = g, with the Hessian H and the gradient g, and return w minus it. Solve "
    "the linear system; do not invert the matrix.",
    source="Nocedal and Wright, Numerical Optimization (2006), equation 2.15",
    takes={
        "w": "weights, float64, shape (n,)",
        "grad": "gradient of the loss at w, float64, shape (n,)",
        "hessian": "second derivatives of the loss at w, symmetric and not singular, float64, shape (n, n)",
    },
    steps="""
        p = solve(hessian, grad)
        w = w - p
    """,
    theorems="one-step to-a-maximum",
)
