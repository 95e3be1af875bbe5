"""Momentum: a velocity that remembers past gradients."""

from collections.abc import Callable

import sympy as sp

from autograder.catalogue.mistakes.steps import unit_gradient
from autograder.catalogue.shared.hyperparameters import LEARNING_RATE, MOMENTUM_COEFFICIENT
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    beta,
    grad,
    lr,
    norm,
    total,
    w,
)

v = sp.Symbol("v")


Scaled = Callable[[sp.Expr], sp.Expr]
"""What a gradient adds to the velocity."""


def velocity_mistakes(
    new: Scaled, moved: sp.Expr, lr_twice: Edit, *, unweighted: Scaled | None = None, downhill: bool = False
) -> tuple[Mistake, ...]:
    """Velocities that do not remember as they should, as they look in one form of the rule.

    `moved` is the new w; `unweighted` is what a gradient adds where its weight is left out of `new`.
    """
    unweighted = unweighted or new
    velocity = beta * v + new(grad)
    along = total(velocity * grad)
    resting = sp.Eq(norm(grad), 0)
    return (
        Mistake(
            "not-kept",
            "the velocity is forgotten between steps",
            "Take two steps with the same gradient: should the second be longer than the first?",
            "where the old velocity enters the new one",
            Edit({v: unweighted(grad)}),
        ),
        Mistake(
            "lr-twice",
            "the learning rate is applied twice",
            "Count how often lr is used on the way from the gradient to w.",
            "the line of the velocity and the line of w",
            lr_twice,
        ),
        Mistake(
            "gradient-turned-round",
            "the gradient enters the velocity with the wrong sign",
            "From a velocity of 0: which way does the velocity point after one step, and which way should it?",
            "the sign in front of the gradient",
            Edit({v: beta * v - new(grad)}),
        ),
        Mistake(
            "swapped",
            "beta and 1 - beta are swapped",
            "With beta = 0, what should be left of momentum?",
            "the factors in the line of the velocity",
            Edit({v: (1 - beta) * v + unweighted(beta * grad)}),
        ),
        Mistake(
            "dampened",
            "all gradients but the first are weighted with 1 - beta, as with PyTorch's dampening",
            "Take two steps with the same gradient: does the second one count as much as the first?",
            "the factor in front of the gradient",
            Edit(
                {
                    v: sp.Piecewise(
                        (unweighted(grad), sp.Eq(norm(v), 0)), (beta * v + unweighted((1 - beta) * grad), True)
                    )
                }
            ),
        ),
        unit_gradient(lambda unit: {v: beta * v + new(unit)}),
        Mistake(
            "restarted",
            "the old velocity is dropped where the new one points against the gradient",
            "A ball rolls through a valley and up the other side: what does momentum do there?",
            "the line of the velocity",
            Edit({v: sp.Piecewise((new(grad), along > 0 if downhill else along < 0), (velocity, True))}),
        ),
        Mistake(
            "rests-without-gradient",
            "nothing happens where the gradient is 0",
            "A ball rolls over level ground: does it stop at once?",
            "what is done where the gradient is 0",
            Edit({v: sp.Piecewise((v, resting), (velocity, True)), w: sp.Piecewise((w, resting), (moved, True))}),
        ),
    )


with as_written():
    RULE = Rule(
        name="momentum",
        title="Momentum",
        task=(
            "Update the velocity v with the new gradient, then move w along it. Return the new w and a new state; "
            "leave the old ones as they are."
        ),
        source="Polyak 1964 (heavy ball); Sutskever et al. 2013, equations 1 and 2",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, MOMENTUM_COEFFICIENT),
        state=(StateQuantity(v, "the velocity"),),
        steps=(Step(v, beta * v + grad), Step(w, w - lr * v)),
        conventions=(
            Convention(
                "heavy_ball", "the velocity sums gradients; the learning rate is applied in the step", "PyTorch, optax"
            ),
            Convention(
                "ema",
                "the velocity is an exponential moving average of the gradients",
                "many lecture notes",
                Edit({v: beta * v + (1 - beta) * grad}),
                velocity_mistakes(
                    lambda slope: (1 - beta) * slope,
                    w - lr * v,
                    Edit({v: beta * v + lr * ((1 - beta) * grad)}),
                    unweighted=lambda slope: slope,
                ),
            ),
            Convention(
                "lr_inside",
                "the learning rate is inside the velocity",
                "many textbooks",
                Edit({v: beta * v + lr * grad, w: w - v}),
                velocity_mistakes(lambda slope: lr * slope, w - v, Edit({w: w - lr * v})),
            ),
            Convention(
                "descent_velocity",
                "the velocity points downhill, with the learning rate inside",
                "Keras, CS231n",
                Edit({v: beta * v - lr * grad, w: w + v}),
                velocity_mistakes(lambda slope: -lr * slope, w + v, Edit({w: w + lr * v}), downhill=True),
            ),
        ),
        theorems=("momentum-limits", "three-cycle", "over-the-hill", "saddle"),
        mistakes=(
            Mistake(
                "use-before-update",
                "w moves along the old velocity",
                "At the very first step the velocity is 0: should w stay where it is?",
                "the order of the two lines",
                Edit(order=(w, v)),
            ),
            Mistake(
                "no-decay",
                "the old velocity is kept whole",
                "What does beta do in your code?",
                "the factor in front of the old velocity",
                Edit({v: v + grad}),
            ),
            *velocity_mistakes(lambda slope: slope, w - lr * v, Edit({v: beta * v + lr * grad})),
        ),
    )
