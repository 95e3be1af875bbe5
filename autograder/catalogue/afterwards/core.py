"""What is said after the exercises of the core course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.catalogue.afterwards.property import CLOSE, Afterwards, Given, Property, near


def _goes_along_one_sample(given: Given, grad: Any) -> bool:
    """With one sample the gradient is a multiple of it; with several it is in the plane that they span."""
    rows = np.asarray(given["X"])
    combination = np.linalg.lstsq(rows.T, grad, rcond=None)[0]
    return near(rows.T @ combination, grad)


def _stays_between(given: Given, average: Any) -> bool:
    """With the correction each average lies between the smallest and the largest value so far."""
    values = given["values"]
    low, high = np.minimum.accumulate(values), np.maximum.accumulate(values)
    room = CLOSE * np.abs(values).max()
    return bool(np.all((low - room <= average) & (average <= high + room)))


def _first_step_is_bounded(given: Given, w: Any) -> bool:
    """From a state of zeros adadelta moves by at most lr*sqrt(eps/(1 - rho))."""
    longest = given["lr"] * np.sqrt(given["eps"] / (1 - given["rho"]))
    return bool(np.all(np.abs(w - given["w"]) <= longest * (1 + CLOSE)))


def _slope_at_whole_numbers(given: Given, slope: Any) -> bool:
    x = np.asarray(given["x"])
    whole = x == np.round(x)
    return near(np.abs(slope)[whole], 1)


def _is_critical_where_flat(given: Given, kind: Any) -> bool:
    return bool((np.linalg.norm(given["gradient"]) > given["tol"]) == (kind == "not critical"))


CORE: Mapping[str, Afterwards] = {
    "cubes": Afterwards(
        "What would x ^ 3 be in Python, and why does it not fail for whole numbers?",
        Property(
            "the cube of a number has the number's own sign",
            "numbers",
            lambda given, value: bool(np.all(np.sign(value) == np.sign(given["x"]))),
        ),
    ),
    "moved": Afterwards(
        "w += change looks the same. Whose array does it change?",
        Property(
            "moving by the change and then by its opposite leads back to w",
            "numbers",
            lambda given, value: near(value - given["change"], given["w"]),
        ),
    ),
    "mean_so_far": Afterwards(
        "Your state holds two numbers, however many values came. Which statistic could not be kept in so little?",
        Property(
            "every mean lies between the smallest and the largest value so far",
            "first",
            lambda given, means: _stays_between({"values": np.broadcast_to(given["x"], np.shape(means))}, means),
        ),
    ),
    "running_sums": Afterwards(
        "How do you get the values back from their running sums?",
        Property(
            "the differences of your running sums are the values again",
            "series",
            lambda given, sums: near(np.diff(sums, prepend=0.0), given["values"]),
        ),
    ),
    "gradient_descent": Afterwards("Where the gradient is 0 it stands still. Must it stand at a minimum then?"),
    "descend": Afterwards(
        "One learning rate serves all directions. Which direction decides how large it may be, and which one then "
        "takes the longest?"
    ),
    "least_squares_gradient": Afterwards(
        "With fewer samples than weights: which parts of w will never be changed?",
        Property(
            "the gradient is a sum of multiples of the samples, so a step never leaves the directions that they span",
            "shapes",
            _goes_along_one_sample,
        ),
    ),
    "sgd_epoch": Afterwards(
        "At the best w single samples still have gradients. What must the learning rate do for w to stay there?"
    ),
    "minibatch_epoch": Afterwards(
        "A batch four times as large costs four times as much. By what does it divide the noise's standard deviation?"
    ),
    "exponential_moving_average": Afterwards(
        "Without the correction the first averages are too small. After about how many values does that not matter "
        "any more, for beta = 0.999?",
        Property(
            "with the correction every average lies between the smallest and the largest value so far",
            "corrected",
            _stays_between,
        ),
    ),
    "momentum": Afterwards(
        "With lr = 0.1 and beta = 0.9 gradient descent is faster than your momentum on L(w) = w^2. Where does it lose?"
    ),
    "nesterov": Afterwards(
        "It looks where the velocity will carry it. What does that change where the ground rises again?"
    ),
    "adagrad": Afterwards(
        "Its sum never shrinks. What becomes of the steps if training goes on for a million of them?"
    ),
    "rmsprop": Afterwards(
        "It does not settle with a constant learning rate, however small the gradient becomes. What could make it?"
    ),
    "adam": Afterwards("Your Adam's first step is lr for any gradient. Why does it then need a warm-up?"),
    "adadelta": Afterwards(
        "Its steps have the unit of w, without any learning rate. Where does the length of the very first come from?",
        Property(
            "from a state of zeros a first step is at most lr*sqrt(eps/(1 - rho)) long, however large the gradient is",
            "one-step",
            _first_step_is_bounded,
        ),
    ),
    "adamax": Afterwards(
        "One huge gradient stays in the maximum. For about how many steps is it felt, for beta2 = 0.999?"
    ),
    "nadam": Afterwards("Where in its step is the gradient of this very moment counted twice, compared with Adam?"),
    "amsgrad": Afterwards(
        "Its largest average is never forgotten. What does one freak batch at the start do to the rest of the training?"
    ),
    "adamw": Afterwards("With Adam and an L2 penalty, which weights shrink least, and why not with your AdamW?"),
    "radam": Afterwards(
        "For the first steps it takes no root at all. What does it lack then that a warm-up would wait for?",
        Property(
            "its first step is exactly gradient descent's, lr times the gradient",
            "one-step",
            lambda given, w: near(w, given["w"] - given["lr"] * np.asarray(given["grad"])),
        ),
    ),
    "linear_decay": Afterwards("You want to train ten epochs longer than planned. What do you do with total_steps?"),
    "step_decay": Afterwards("What does a loss curve look like where the rate falls by a factor of 10, and why?"),
    "multistep_decay": Afterwards("By what could you choose the milestones without knowing them beforehand?"),
    "exponential_decay": Afterwards(
        "The rates of all steps together have a finite sum. How far from its start can w get, with bounded gradients?"
    ),
    "inverse_time_decay": Afterwards(
        "The sum of its rates grows for ever, that of their squares does not. Why does one want both?"
    ),
    "polynomial_decay": Afterwards("Which power makes it linear, and for which does it stay high for longest?"),
    "cosine_annealing": Afterwards("Where does it fall fastest, and how fast is that, compared with a straight line?"),
    "linear_warmup": Afterwards("Why is its first rate not 0?"),
    "warmup_cosine": Afterwards("Why is the peak held for two steps, and what would it take for only one?"),
    "cosine_restarts": Afterwards("What happens to the loss right after a restart, and why may one want that?"),
    "triangular_cycle": Afterwards("At which steps would you keep a copy of the weights for testing?"),
    "one_cycle": Afterwards("Its highest rate is often too high to settle. What is it good for then?"),
    "inverse_sqrt": Afterwards(
        "It needs no total_steps. What is that worth to somebody who does not know when to stop?"
    ),
    "reduce_on_plateau": Afterwards(
        "The loss of single batches is noisy. What does that do to the count of bad steps?"
    ),
    "x_cos_pi_x": Afterwards(
        "Further to the right its valleys become deeper and deeper. What is its global minimum on the whole line?",
        Property(
            "its graph lies between the lines x and -x, and touches them where x is whole",
            "points",
            lambda given, value: bool(np.all(np.abs(value) <= np.abs(given["x"]) * (1 + CLOSE))),
        ),
    ),
    "x_cos_pi_x_gradient": Afterwards(
        "How small may h be in (f(x + h) - f(x - h))/(2*h) before rounding makes that worse than your derivative?",
        Property("at every whole number your slope is 1 or -1", "points", _slope_at_whole_numbers),
    ),
    "largest_stable_lr": Afterwards(
        "At the very limit w swings for ever. Which learning rate brings it to the minimum of a parabola in one step?"
    ),
    "classify_critical_point": Afterwards(
        "With a million weights: how likely is it that all curvatures have one sign, if each is a coin's toss?",
        Property(
            "it says that a place is not critical exactly where the gradient is longer than tol",
            "tolerance",
            _is_critical_where_flat,
        ),
    ),
    "backpropagated_gradient": Afterwards(
        "What is the largest slope of the sigmoid, and what is it to the power of 30?"
    ),
    "newton": Afterwards("It goes to the nearest place where the slope is 0. When is that not what you want?"),
    "damped_newton": Afterwards("Which two methods are its limits, for no damping and for very much of it?"),
}
