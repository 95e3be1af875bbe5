"""What is exactly true of right functions, and the registry of these statements by their id."""

from collections.abc import Mapping

from autograder.theorems.descent import DESCENT
from autograder.theorems.theorem import Break, Path, Rollout, Theorem

THEOREMS: Mapping[str, Theorem] = {theorem.id: theorem for theorem in DESCENT}

__all__ = ["THEOREMS", "Break", "Path", "Rollout", "Theorem"]
