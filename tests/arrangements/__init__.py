"""Right answers written in other ways than the rules print them: test data, by exercise.

Each text is a cell that defines the exercise's function, under the course's default convention, with `np` at hand.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.arrangements import (
    adaptive,
    capstone,
    gradient_descent,
    landscapes,
    modern,
    momentum,
    schedules,
    second_order,
    training,
    warm_up,
)

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    **warm_up.ARRANGEMENTS,
    **gradient_descent.ARRANGEMENTS,
    **momentum.ARRANGEMENTS,
    **adaptive.ARRANGEMENTS,
    **schedules.ARRANGEMENTS,
    **landscapes.ARRANGEMENTS,
    **second_order.ARRANGEMENTS,
    **training.ARRANGEMENTS,
    **modern.ARRANGEMENTS,
    **capstone.ARRANGEMENTS,
}
"""Exercise name -> source texts."""
