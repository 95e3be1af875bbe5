"""Averaging of weights: gradient descent goes on as ever, and beside it an average of its points is kept."""

from autograder.catalogue.shared import LR
from autograder.symbolic import Convention, Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "weight_average",
    title="Averaged weights",
    task="Run gradient descent for `steps` steps, and keep beside it a moving average of the points that it reaches, "
    "which starts at the start. The average never enters the run. Return all averages, the start first.",
    source="Polyak and Juditsky 1992; Izmailov et al. 2018 (arXiv:1803.05407)",
    takes={"grad_fn": "", "w": "where to start, float64, any shape"},
    hyperparameters=(
        LR,
        Hyperparameter("beta", "weight of the past in the average, 0 <= beta < 1", "0.9", "0.8 0.4 0.5"),
        Hyperparameter("steps", "how many steps to take, int, at least 0", "4", "3", integer=True),
    ),
    steps="""
        grad = grad_fn(w)
        w = w - lr*grad
        average = beta*average + (1 - beta)*w
    """,
    loop=Loop(
        "for k = 0, 1, ..., steps - 1",
        over="range(steps)",
        items="k",
        start={"average": "w"},
        collect="average",
        with_start=True,
    ),
    returns={"average": "all averages, float64, shape (steps + 1, *w.shape), the start first"},
    integers="k",
    conventions=(
        Convention("ema", "a moving average", used_by="PyTorch's EMA, optax.ema, Keras"),
        Convention(
            "mean",
            "the mean of all points so far, the start included",
            used_by="Polyak and Juditsky 1992, PyTorch's SWA",
            task="Run gradient descent for `steps` steps, and keep beside it the mean of all points so far, the start "
            "included. The mean never enters the run, and beta is not used. Return all means, the start first.",
            steps="""
                grad = grad_fn(w)
                w = w - lr*grad
                average = average + (w - average)/(k + 2)
            """,
        ),
    ),
)
