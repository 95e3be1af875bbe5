"""What is said to whoever has solved an exercise: a property that the function now has, and a question to think on.

Most functions obey a theorem, which is said then. Of the others a property stands here, with a check whose inputs show
it, and what is to be true of each of them; a test carries it out on the right answers, which the student's are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

CLOSE = 1e-9

Given = Mapping[str, Any]
"""The arguments of a call by their names; the entries of a state as well."""


@dataclass(frozen=True, slots=True)
class Property:
    """What is true of a right function at every input of a check."""

    sentence: str
    check: str
    """The check's id behind the exercise's name: "points"."""
    holds: Callable[[Given, Any], bool]
    """Whether it is true of a call and what it returned, a float64 array, a number or a word; of calls that follow each
    other it gets arrays with a first axis for the steps."""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is said after an exercise is solved."""

    question: str
    true: Property | None = None
    """None where a theorem holds."""


def _near(a: Any, b: Any) -> bool:
    return bool(np.allclose(a, b, rtol=CLOSE, atol=CLOSE))


def _goes_along_one_sample(given: Given, grad: Any) -> bool:
    """With one sample the gradient is a multiple of it; with several it is in the plane that they span."""
    rows = np.asarray(given["X"])
    combination = np.linalg.lstsq(rows.T, grad, rcond=None)[0]
    return _near(rows.T @ combination, grad)


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


def _is_of_the_whole_batch(given: Given, grad: Any) -> bool:
    """An accumulated gradient is that of all its samples at once."""
    at = given["order"][: given["batch_size"]]
    rows, targets = given["X"][at], given["y"][at]
    return _near(grad, rows.T @ (rows @ given["w"] - targets) / len(at))


def _is_of_one_sample(given: Given, grad: Any) -> bool:
    """By backpropagation the gradient by a row of A is the one by its entry of b, times the sample."""
    return _near(grad[:16].reshape(8, 2), np.outer(grad[16:24], given["X"][0]))


def _starts_where_the_seed_says(given: Given, points: Any) -> bool:
    drawn = np.random.default_rng(given["seed"]).uniform(-1, 1, 33)
    return len(points) == given["steps"] + 1 and _near(points[0], drawn)


def _are_shares_of_fifty(_given: Given, errors: Any) -> bool:
    return bool(np.all((errors >= 0) & (errors <= 1))) and _near(50 * errors, np.round(50 * errors))


def _is_clipped(given: Given, grad: Any) -> bool:
    return bool(np.linalg.norm(grad) <= min(given["max_norm"], np.linalg.norm(given["grad"])) * (1 + CLOSE))


def _slope_at_whole_numbers(given: Given, slope: Any) -> bool:
    x = np.asarray(given["x"])
    whole = x == np.round(x)
    return _near(np.abs(slope)[whole], 1)


def _is_critical_where_flat(given: Given, kind: Any) -> bool:
    return bool((np.linalg.norm(given["gradient"]) > given["tol"]) == (kind == "not critical"))


AFTERWARDS: Mapping[str, Afterwards] = {
    # ---------------------------------------------------------------- 00
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
            lambda given, value: _near(value - given["change"], given["w"]),
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
            lambda given, sums: _near(np.diff(sums, prepend=0.0), given["values"]),
        ),
    ),
    # ---------------------------------------------------------------- 01
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
    # ---------------------------------------------------------------- 02
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
    # ---------------------------------------------------------------- 03
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
            lambda given, w: _near(w, given["w"] - given["lr"] * np.asarray(given["grad"])),
        ),
    ),
    # ---------------------------------------------------------------- 04
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
    # ---------------------------------------------------------------- 05
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
    # ---------------------------------------------------------------- 06
    "newton": Afterwards("It goes to the nearest place where the slope is 0. When is that not what you want?"),
    "damped_newton": Afterwards("Which two methods are its limits, for no damping and for very much of it?"),
    # ---------------------------------------------------------------- 07
    "clip_by_norm": Afterwards(
        "It keeps the direction. What would become of it if each coordinate were clipped by itself?",
        Property("what it gives is never longer than max_norm, nor than the gradient was", "long", _is_clipped),
    ),
    "accumulated_gradient": Afterwards(
        "It gives what a large batch gives, in less memory. What does it cost instead?",
        Property(
            "it is the gradient of the whole batch, however the batch is cut",
            "last-slice",
            _is_of_the_whole_batch,
        ),
    ),
    "weight_average": Afterwards(
        "The averages lag behind the run. When is that worth it, and when does it only cost time?",
        Property(
            "the averages begin at the start, so that none is drawn towards 0 and nothing has to be corrected",
            "vectors",
            lambda given, averages: _near(averages[0], given["w"]),
        ),
    ),
    "train": Afterwards(
        "Hand it an optimizer that changes its state in place. What would a second run from the same state do?",
        Property(
            "it returns steps + 1 points, the start first, whatever optimizer and schedule it is handed",
            "both",
            lambda given, points: len(points) == given["steps"] + 1 and _near(points[0], given["w"]),
        ),
    ),
    "backtracking": Afterwards(
        "Every try costs a loss, and with mini-batches each loss is noisy. Why do large networks do without?",
        Property(
            "no step of yours ever raises the loss, whatever rate it begins with",
            "too-long",
            lambda given, w: bool(given["loss_fn"](w) <= given["loss_fn"](given["w"])),
        ),
    ),
    "lr_range_test": Afterwards(
        "The loss rises one or two steps after the rate has become too large. Which rate do you take from the curve?",
        Property(
            "your curve begins with the loss after a step with lr_min itself",
            "several",
            lambda given, losses: _near(
                losses[0], given["loss_fn"](given["w"] - given["lr_min"] * given["grad_fn"](given["w"]))
            ),
        ),
    ),
    # ---------------------------------------------------------------- 08
    "lion": Afterwards("All its steps have one length. What must the schedule do if w is to settle?"),
    "sgdw": Afterwards(
        "With L2 the penalty goes through the velocity. After how many steps does that begin to differ from yours?",
        Property(
            "from rest both kinds of decay make the same first step, (1 - lr*weight_decay)*w - lr*grad",
            "one-step",
            lambda given, w: _near(
                w,
                (1 - given["lr"] * given["weight_decay"]) * np.asarray(given["w"])
                - given["lr"] * np.asarray(given["grad"]),
            ),
        ),
    ),
    "schedule_free": Afterwards("It has three points. At which of them do you test the model, and why not at y?"),
    "sam": Afterwards("It asks for two gradients a step. What would plain descent reach with twice as many steps?"),
    "warmup_stable_decay": Afterwards("Up to which step can you decide anew how long the training is to be?"),
    "newton_schulz": Afterwards("The singular values end near 1 and not at 1. Why is that good enough for a step?"),
    "muon": Afterwards("Which parameters of a network are no matrices, and with what do you train those?"),
    "lamb": Afterwards("A layer that starts with weights of 0 has the length 0. How does it ever begin to move?"),
    "adafactor": Afterwards("For a matrix of 1000 x 1000: how many numbers does it keep, and how many does Adam?"),
    "conjugate_gradient": Afterwards("It never builds the matrix. What is all that it needs to know of a Hessian?"),
    # ---------------------------------------------------------------- 09
    "network_gradient": Afterwards(
        "If all weights start at 0, the eight hidden neurons stay alike for ever. Which lines of yours say so?",
        Property(
            "with a single sample, its part for a row of A is its part for that neuron's b, times the sample",
            "one",
            _is_of_one_sample,
        ),
    ),
    "experiment": Afterwards(
        "Each optimizer has a learning rate that suits it. How many experiments did it take to find those four?",
        Property(
            "whatever optimizer and schedule it is handed, it starts from the weights that the seed draws",
            "both",
            _starts_where_the_seed_says,
        ),
    ),
    "final_errors": Afterwards(
        "You take the best of twelve pairs by its test error. Why is that error too good for flowers yet unseen?",
        Property(
            "with Adam at most a quarter of the training flowers are wrong, and at least a third of the test flowers",
            "adam",
            lambda _given, errors: bool(errors[0] <= 1 / 4 and errors[1] >= 1 / 3),
        ),
    ),
    "results": Afterwards(
        "Another seed gives another table. How many seeds would you want before you call one optimizer better?",
        Property(
            "each of its errors is a whole number of flowers out of fifty: one flower more or less is 0.02",
            "gradient_descent",
            _are_shares_of_fifty,
        ),
    ),
}
"""By the name of the exercise."""

OF_ANY = "Which line of it could you leave out, and on which input would that show first?"
"""What is asked after an exercise that a course has of its own."""


def sentences() -> Mapping[str, str]:
    """Every sentence by its id."""
    questions = {f"after.{name}": after.question for name, after in AFTERWARDS.items()}
    properties = {f"property.{name}": after.true.sentence for name, after in AFTERWARDS.items() if after.true}
    return {**questions, **properties, "after.any": OF_ANY}
