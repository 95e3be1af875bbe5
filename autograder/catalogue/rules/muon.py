"""Muon: momentum for a matrix, whose step is made orthogonal, so that all directions move equally."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Convention, Hyperparameter, Loop, Rule, State

RULE = Rule.from_text(
    "muon",
    title="Muon",
    task="Update the velocity v; bring all its singular values near 1 with five passes of Newton-Schulz; step with "
    "that, longer by sqrt(rows/columns) where the matrix is tall. Return the new w and a new state.",
    source="Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks",
    takes={"w": "a weight matrix, float64, shape (n, k)", "grad": "gradient of the loss at w, float64, shape (n, k)"},
    state=(State("v", "the velocity"),),
    hyperparameters=(
        LR,
        Hyperparameter("beta", "how much of the previous velocity is kept, 0 <= beta < 1", "0.95", "0.8 0.4 0.5"),
    ),
    steps="""
        v = beta*v + grad
        X_0 = v/norm(v)
        A = dot(X, transpose(X))
        X = 3.4445*X + dot(-4.775*A + 2.0315*dot(A, A), X)
        w = w - lr*sqrt(max(1, rows(w)/rows(transpose(w))))*X
    """,
    returns={"w": "a new matrix, float64, shape (n, k)"},
    loop=Loop("5 times", over="range(5)", start={"X": "X_0"}, before="v ahead X_0", after="w"),
    conventions=(
        Convention("default", "the velocity sums gradients", used_by="Jordan et al. 2024"),
        Convention(
            "nesterov",
            "the step looks ahead: what is made orthogonal is the gradient plus beta times the new velocity",
            used_by="PyTorch, optax, Jordan's own code (with a velocity that averages)",
            steps="""
                v = beta*v + grad
                ahead = grad + beta*v
                X_0 = ahead/norm(ahead)
                A = dot(X, transpose(X))
                X = 3.4445*X + dot(-4.775*A + 2.0315*dot(A, A), X)
                w = w - lr*sqrt(max(1, rows(w)/rows(transpose(w))))*X
            """,
        ),
    ),
    theorems="size-drops-out",
)
