"""Nesterov's accelerated gradient: momentum that looks ahead before it measures the slope."""

import sympy as sp

from autograder.catalogue.shared.hyperparameters import LEARNING_RATE, MOMENTUM_COEFFICIENT
from autograder.symbolic import (
    GRAD_FN,
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    beta,
    grad,
    grad_fn,
    lr,
    w,
)

v, ahead = sp.symbols("v ahead")


def ahead_of_itself(edit: Edit) -> Mistake:
    """PyTorch's form, whose w is always at the look-ahead point."""
    return Mistake(
        "w-is-ahead",
        "the gradient is measured at w and the step looks ahead, as in PyTorch, where w is the look-ahead point",
        "At which point do you call grad_fn, and by how much of the velocity do you then move?",
        "the argument of grad_fn, and the line that computes the new w",
        edit,
    )


def look_ahead_mistakes(kept: sp.Expr, velocity: sp.Expr) -> tuple[Mistake, ...]:
    """Wrong look-ahead points; `velocity` is how far the whole velocity carries w, `kept` what is left of that."""
    return (
        Mistake(
            "no-look-ahead",
            "the gradient is measured at w, as in plain momentum",
            "At which point do you call grad_fn?",
            "the argument of grad_fn",
            Edit({ahead: w}),
        ),
        Mistake(
            "look-ahead-sign",
            "the look-ahead goes backwards",
            "Your step subtracts the velocity from w: what does the look-ahead do with it?",
            "the sign in the look-ahead point",
            Edit({ahead: w + kept}),
        ),
        Mistake(
            "look-ahead-no-beta",
            "the look-ahead uses the whole velocity",
            "How much of the old velocity is left in the step that you are about to take?",
            "the factors in the look-ahead point",
            Edit({ahead: w - velocity}),
        ),
    )


with as_written():
    RULE = Rule(
        name="nesterov",
        title="Nesterov momentum",
        task=(
            "Measure the gradient not at w but at the point to which the velocity is about to carry you; then update "
            "the velocity and w as with momentum. Call `grad_fn` once."
        ),
        source="Nesterov 1983; Sutskever et al. 2013, equations 3 and 4",
        parameters=(w, GRAD_FN),
        hyperparameters=(LEARNING_RATE, MOMENTUM_COEFFICIENT),
        state=(StateQuantity(v, "the velocity"),),
        steps=(
            Step(ahead, w - lr * beta * v),
            Step(grad, grad_fn(ahead)),
            Step(v, beta * v + grad),
            Step(w, w - lr * v),
        ),
        conventions=(
            Convention(
                "lr_outside", "the velocity sums gradients; the learning rate is applied in the step", "PyTorch, optax"
            ),
            Convention(
                "lr_inside",
                "the learning rate is inside the velocity",
                "Sutskever et al. 2013 and CS231n, who turn the sign of v round",
                Edit({ahead: w - beta * v, v: beta * v + lr * grad, w: w - v}),
                (
                    *look_ahead_mistakes(beta * v, v),
                    ahead_of_itself(Edit({ahead: w, w: w - (lr * grad + beta * v)})),
                ),
            ),
            Convention(
                "descent_velocity",
                "the velocity points downhill, with the learning rate inside",
                "Sutskever et al. 2013, CS231n",
                Edit({ahead: w + beta * v, v: beta * v - lr * grad, w: w + v}),
                (
                    *look_ahead_mistakes(-beta * v, -v),
                    ahead_of_itself(Edit({ahead: w, w: w + (beta * v - lr * grad)})),
                ),
            ),
        ),
        theorems=("nesterov-limits", "nesterov-bound", "strongly-convex", "saddle"),
        mistakes=(
            *look_ahead_mistakes(lr * beta * v, lr * v),
            ahead_of_itself(Edit({ahead: w, w: w - lr * (grad + beta * v)})),
            Mistake(
                "look-ahead-no-lr",
                "the look-ahead goes further than the step will",
                "How far does lr * beta * v carry you? And your look-ahead?",
                "the factors in the look-ahead point",
                Edit({ahead: w - beta * v}),
            ),
            Mistake(
                "not-restored",
                "the step starts from the look-ahead point",
                "Is the velocity added once or twice?",
                "the line that computes the new w",
                Edit({w: ahead - lr * v}),
            ),
        ),
    )
