"""The gradient of the mean squared error of a linear model."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "least_squares_gradient",
    title="The gradient of least squares",
    task="Compute the gradient of L(w) = 1/(2n) sum_i (x_i.w - y_i)^2, where x_i is row i of X and n is the number "
    "of rows.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.5",
    takes={
        "w": "weights, float64, shape (d,)",
        "X": "samples, one in each row, float64, shape (n, d)",
        "y": "targets, float64, shape (n,)",
    },
    steps="""
        grad = dot(transpose(X), dot(X, w) - y)/rows(X)
    """,
    returns={"grad": "the gradient at w, float64, shape (d,)"},
)
