"""What is drawn for a student: numbers that stay the same for ever, and tell every mistake from the right answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.question import Question
from autograder.model.quiz import Tolerance
from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.make import made

ATTEMPTS = 200


def luck(*parts: object) -> int:
    """A number that depends on nothing but some names: the same on every machine, for ever."""
    text = "\0".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def drawn(question: Question, student: str, seed: int, attempt: int) -> Mapping[str, str]:
    """What is drawn by name: each name on its own, so that another one in the question changes nothing."""
    found: dict[str, str] = {}
    for names, values in question.draw.items():
        value = values[luck(question.id, student, seed, attempt, names) % len(values)]
        several = names.split()
        found |= dict(zip(several, value.split() if len(several) > 1 else [value], strict=True))
    return found


@dataclass(frozen=True)
class Frozens:
    """The items of one question for one student after another; what was found of some numbers is kept."""

    question: Question
    course: Course
    tolerance: Tolerance
    points: float
    unfit: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Why some numbers will not do, by what was drawn."""
    fit: dict[tuple[str, ...], Frozen] = field(default_factory=dict)
    """The first item with some numbers, by what was drawn."""

    def of(self, student: str, seed: int) -> Frozen:
        """A student's item with its key; CourseError where no numbers will do."""
        return self._found(student, seed, anew=True)

    def like(self, student: str, seed: int) -> Frozen:
        """An item with a student's numbers, but with options in an order that may be another student's."""
        return self._found(student, seed, anew=False)

    def _found(self, student: str, seed: int, *, anew: bool) -> Frozen:
        for attempt in range(ATTEMPTS):
            draw = drawn(self.question, student, seed, attempt)
            values = tuple(draw.values())
            if values in self.unfit:
                continue
            if values in self.fit and not anew:
                return self.fit[values]
            context = Context(self.question, self.course, draw, self.tolerance, f"{student}\0{seed}\0{attempt}")
            try:
                self.fit[values] = found = self._made(context)
                return found
            except NotSeparatedError as error:
                self.unfit[values] = str(error)
        reasons = [f"{' '.join(values) or 'nothing drawn'}: {why}" for values, why in list(self.unfit.items())[:3]]
        what = f"no numbers will do ({'; '.join(reasons)}): draw from others, or leave out a mistake"
        raise Context(self.question, self.course, {}, self.tolerance).wrong(what)

    def _made(self, context: Context) -> Frozen:
        if self.question.where and not context.holds(self.question.where, values=context.drawn):
            raise NotSeparatedError("where does not hold")
        return made(context, self.points)
