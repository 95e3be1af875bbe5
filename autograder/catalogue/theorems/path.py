"""What a rule's theorem looks at: the points that a run passed through."""

from __future__ import annotations

import numpy as np

from autograder.catalogue.theorems.theorem import Trajectory
from autograder.model import Carried, Probe, Series


def path_through(probe: Probe, convention: str, values: np.ndarray) -> Trajectory:
    """What a call returned, as theorems see it: a call of one step returns the whole path itself.

    `values` are float64 with a first axis for the steps: shape (steps, *shape of w), or (1, points, *shape of w) where
    the one step returns the path.
    """
    call = probe.call
    start = _start(probe)
    points = values[0] if call.steps == 1 else values
    points = points if start is None else np.concatenate([start[np.newaxis], points])
    settings = {name: np.array(v.values) if isinstance(v, Series) else v for name, v in call.keywords.items()}
    given = tuple(a.values if isinstance(a, Series) else a for a in call.arguments)
    facts = {name: np.asarray(fact) for name, fact in probe.facts.items()}
    return Trajectory(points, start is not None or call.steps == 1, settings, facts, convention, given)


def _start(probe: Probe) -> np.ndarray | None:
    """The w at which a run starts whose steps hand w on."""
    first = (a.start for a in probe.call.arguments if isinstance(a, Carried) and a.item != 1)
    return next((start for start in first if isinstance(start, np.ndarray)), None)
