"""Students drawn as a class has them: some can more than others, long exercises are harder, and habits repeat.

Whether somebody has an exercise right follows the two-parameter logistic model of item response theory (Birnbaum 1968).
A mistake is drawn by how common it is: what can go wrong in many rules, and stands early in a rule's list, more often.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from autograder.authoring.made_up import by_unit
from autograder.expected.printed import mistakes
from autograder.model import Exercise

TELLS = 1.7
"""How sharply an exercise parts those who can from those who cannot."""
EASY, HARDER = -2.0, 0.15
"""How hard an exercise of no points would be, and how much harder each point makes it."""
HABIT = 12
"""How much more likely a mistake is that the same student made before."""
GIVES_UP = -0.8
"""Who can less stops after some unit."""


class Drawn(NamedTuple):
    """A student that was drawn: what is to be said, the text of each unit's file, and how much he or she can."""

    story: str
    texts: Mapping[str, str]
    ability: float


class Draw:
    """Draws students of a course; the same seed gives the same ones."""

    def __init__(self, exercises: Sequence[Exercise], right: Mapping[str, str], seed: int) -> None:
        self._exercises = exercises
        self._right = right
        self._random = Random(seed)
        self._mistakes = {exercise.name: mistakes(exercise) for exercise in exercises}
        self._common = Counter(_kind(id_) for known in self._mistakes.values() for id_ in known)

    def student(self) -> Drawn:
        """The next student."""
        ability = self._random.gauss(0, 1)
        written = self._written(ability)
        habits: Counter[str] = Counter()
        functions = {exercise.name: self._function(exercise, ability, habits) for exercise in written}
        units = {exercise.unit for exercise in written}
        texts = {unit: text for unit, text in by_unit(written, functions).items() if unit in units}
        return Drawn("; ".join(_story(habits, len(self._exercises) - len(written))), texts, ability)

    def _written(self, ability: float) -> list[Exercise]:
        """All exercises, or for who gives up those of the first units."""
        units = list(dict.fromkeys(exercise.unit for exercise in self._exercises))
        count = len(units) if ability > GIVES_UP else self._random.randint(max(1, len(units) // 2), len(units))
        return [exercise for exercise in self._exercises if exercise.unit in units[:count]]

    def _function(self, exercise: Exercise, ability: float, habits: Counter[str]) -> str:
        """The function of an exercise, right or with a mistake, which is then counted."""
        known = self._mistakes[exercise.name]
        difficulty = EASY + HARDER * exercise.points
        is_right = self._random.random() < 1 / (1 + math.exp(-TELLS * (ability - difficulty)))
        if is_right or not known:
            return self._right[exercise.name]
        ids = list(known)
        weights = [
            self._common[_kind(id_)] / (rank + 1) * (HABIT if _kind(id_) in habits else 1)
            for rank, id_ in enumerate(ids)
        ]
        (drawn,) = self._random.choices(ids, weights)
        habits[_kind(drawn)] += 1
        return known[drawn]


def _kind(id_: str) -> str:
    """What goes wrong, whatever the exercise."""
    return id_.rpartition("/")[2]


def _story(habits: Counter[str], unwritten: int) -> Iterator[str]:
    """The mistakes, each with how often it was made, and how much is missing."""
    yield ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in habits.most_common()) or "all right"
    if unwritten:
        yield f"{unwritten} functions not written"
