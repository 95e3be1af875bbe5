"""What is said after training, the methods of today and the capstone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.catalogue.afterwards.property import CLOSE, Afterwards, Given, Property, near


def _is_of_the_whole_batch(given: Given, grad: Any) -> bool:
    """An accumulated gradient is that of all its samples at once."""
    at = given["order"][: given["batch_size"]]
    rows, targets = given["X"][at], given["y"][at]
    return near(grad, rows.T @ (rows @ given["w"] - targets) / len(at))


def _is_of_one_sample(given: Given, grad: Any) -> bool:
    """By backpropagation the gradient by a row of A is the one by its entry of b, times the sample."""
    return near(grad[:16].reshape(8, 2), np.outer(grad[16:24], given["X"][0]))


def _starts_where_the_seed_says(given: Given, points: Any) -> bool:
    drawn = np.random.default_rng(given["seed"]).uniform(-1, 1, 33)
    return len(points) == given["steps"] + 1 and near(points[0], drawn)


def _are_shares_of_fifty(_given: Given, errors: Any) -> bool:
    return bool(np.all((errors >= 0) & (errors <= 1))) and near(50 * errors, np.round(50 * errors))


def _is_clipped(given: Given, grad: Any) -> bool:
    return bool(np.linalg.norm(grad) <= min(given["max_norm"], np.linalg.norm(given["grad"])) * (1 + CLOSE))


FURTHER: Mapping[str, Afterwards] = {
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
            lambda given, averages: near(averages[0], given["w"]),
        ),
    ),
    "train": Afterwards(
        "Hand it an optimizer that changes its state in place. What would a second run from the same state do?",
        Property(
            "it returns steps + 1 points, the start first, whatever optimizer and schedule it is handed",
            "both",
            lambda given, points: len(points) == given["steps"] + 1 and near(points[0], given["w"]),
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
            lambda given, losses: near(
                losses[0], given["loss_fn"](given["w"] - given["lr_min"] * given["grad_fn"](given["w"]))
            ),
        ),
    ),
    "lion": Afterwards("All its steps have one length. What must the schedule do if w is to settle?"),
    "sgdw": Afterwards(
        "With L2 the penalty goes through the velocity. After how many steps does that begin to differ from yours?",
        Property(
            "from rest both kinds of decay make the same first step, (1 - lr*weight_decay)*w - lr*grad",
            "one-step",
            lambda given, w: near(
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
