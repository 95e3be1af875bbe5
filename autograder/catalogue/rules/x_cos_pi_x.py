"""x cos(pi x): a function of one number with local and global minima, as the handouts use it."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "x_cos_pi_x",
    title="x cos(pi x)",
    task="Return x times the cosine of pi x, elementwise.",
    source="the handouts' example of local and global minima, on -1 <= x <= 2",
    takes={"x": "points, float64, any shape"},
    steps="""
        value = x*cos(pi*x)
    """,
    returns={"value": "a new array, float64, same shape as x"},
)
