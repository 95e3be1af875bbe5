"""The exponential moving average, the building block of momentum and of the adaptive methods."""

from autograder.catalogue.shared import BETA_OF_AVERAGE
from autograder.symbolic import Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "exponential_moving_average",
    title="Exponential moving average",
    task="Return the moving average after each value: an array as long as `values`. The average starts at 0; with "
    "`bias_correction` every average is divided by 1 - beta**k, where k counts the values from 1.",
    source="Kingma and Ba 2015 (arXiv:1412.6980), section 3, for the bias correction",
    takes={"values": "the series, float64, shape (n,)"},
    hyperparameters=(
        BETA_OF_AVERAGE,
        Hyperparameter("bias_correction", "whether to correct for the start at 0", "1"),
    ),
    steps="""
        k = k + 1
        a = beta*a + (1 - beta)*x_k
        average = a/(1 - beta**k) if bias_correction else a
    """,
    loop=Loop(
        "for each value x_k, one after another", over="values", items="x_k", start={"k": 0, "a": 0}, collect="average"
    ),
    returns={"average": "the average after each value, float64, shape (n,)"},
    integers="k",
)
