"""Reduce on plateau: lower the learning rate when the loss has stopped falling."""

from autograder.symbolic import Hyperparameter, Rule, State

RULE = Rule.from_text(
    "reduce_on_plateau",
    title="Reduce on plateau",
    task="A loss strictly below the best one so far is the new best and ends the wait; any other is a bad step. "
    "When there have been more than patience bad steps in a row, multiply the learning rate by factor (but "
    "not below min_lr) and start to count anew. Return the learning rate and a new state; leave the old one "
    "as it is.",
    source="He et al. 2016 (arXiv:1512.03385), section 3.4, divide the rate when the error plateaus; here as "
    "ReduceLROnPlateau of Keras and PyTorch, with PyTorch's comparison with patience",
    takes={"loss": "the loss of this step, float64, 0-d"},
    state=(
        State("lr", "the learning rate", start=None),
        State("best", "the best loss so far", start="inf"),
        State("bad_steps", "steps since then or since a reduction, int", integer=True),
    ),
    hyperparameters=(
        Hyperparameter("factor", "what the rate is multiplied by, between 0 and 1", "0.5", "0.1 0.8"),
        Hyperparameter("patience", "bad steps that are borne, int, at least 0", "2", "1 3", integer=True),
        Hyperparameter("min_lr", "the smallest learning rate", "0.001", "0 0.02"),
    ),
    steps="""
        waited = 0 if loss < best else bad_steps + 1
        best = loss if loss < best else best
        lr = max(factor*lr, min_lr) if waited > patience else lr
        bad_steps = 0 if waited > patience else waited
    """,
    returns={"lr": "the learning rate from now on, a float"},
    integers="waited",
    theorems="noisy-parabola",
)
