"""Conjugate gradients: a quadratic in n dimensions is solved in n steps."""

from autograder.symbolic import Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "conjugate_gradient",
    title="Conjugate gradients",
    task="Minimize L(w) = w.Hw/2 - b.w: go along p as far as L falls, update the residual r = b - Hw, and turn p so "
    "that it does not undo what earlier steps have done. Return all points you passed, the start first.",
    source="Hestenes and Stiefel 1952; Nocedal and Wright, Numerical Optimization (2006), algorithm 5.2",
    takes={
        "w": "where to start, float64, shape (n,)",
        "hessian": "the matrix H, symmetric with positive eigenvalues, float64, shape (n, n)",
        "b": "float64, shape (n,)",
    },
    hyperparameters=(
        Hyperparameter("steps", "how many steps to take, int, at least 0 and at most n", "2", "1", integer=True),
    ),
    steps="""
        r_0 = b - dot(hessian, w)
        alpha = dot(r, r)/dot(p, dot(hessian, p))
        w = w + alpha*p
        r_next = r - alpha*dot(hessian, p)
        beta = dot(r_next, r_next)/dot(r, r)
        p = r_next + beta*p
        r = r_next
    """,
    loop=Loop(
        "`steps` times",
        over="range(steps)",
        start={"r": "r_0", "p": "r_0"},
        before="r_0",
        collect="w",
        with_start=True,
    ),
    returns={"w": "all points passed, float64, shape (steps + 1, n), the start first"},
    theorems="n-steps",
)
