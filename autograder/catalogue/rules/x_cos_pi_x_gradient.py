"""The derivative of x cos(pi x)."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "x_cos_pi_x_gradient",
    title="The derivative of x cos(pi x)",
    task="Return the derivative of x cos(pi x) with respect to x, elementwise.",
    source="the product rule and the chain rule",
    takes={"x": "points, float64, any shape"},
    steps="""
        derivative = -pi*x*sin(pi*x) + cos(pi*x)
    """,
    returns={"derivative": "a new array, float64, same shape as x"},
)
