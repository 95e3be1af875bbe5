"""What is exactly true of right functions, and the registry of these statements by their id."""

from typing import TYPE_CHECKING

from autograder.basics.lazy import loader

if TYPE_CHECKING:
    from autograder.catalogue.theorems.registry import THEOREMS
    from autograder.catalogue.theorems.theorem import Break, Rollout, Theorem, Trajectory

__all__ = ["THEOREMS", "Break", "Rollout", "Theorem", "Trajectory"]

if not TYPE_CHECKING:
    __getattr__ = loader(__name__, {"registry": "THEOREMS", "theorem": "Break Rollout Theorem Trajectory"})
