"""What is exactly true of right functions, and the registry of these statements by their id."""

from collections.abc import Mapping

from autograder.theorems.adaptive import ADAPTIVE
from autograder.theorems.curvature import CURVATURE
from autograder.theorems.descent import DESCENT
from autograder.theorems.momentum import MOMENTUM
from autograder.theorems.samples import SAMPLES
from autograder.theorems.schedules import SCHEDULES
from autograder.theorems.theorem import Break, Path, Rollout, Theorem

THEOREMS: Mapping[str, Theorem] = {
    theorem.id: theorem for theorem in (*DESCENT, *SAMPLES, *MOMENTUM, *ADAPTIVE, *SCHEDULES, *CURVATURE)
}

__all__ = ["THEOREMS", "Break", "Path", "Rollout", "Theorem"]
