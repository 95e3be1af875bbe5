"""What is drawn for a student: numbers that stay the same for ever, and tell every mistake from the right answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from autograder.model.course import Course
from autograder.model.items import Frozen
from autograder.model.quiz import Question, Tolerance
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


def frozen(
    question: Question, course: Course, student: str, seed: int, *, tolerance: Tolerance, points: float | None = None
) -> Frozen:
    """A student's item of a question, with its key; CourseError where no numbers will do."""
    tried: dict[tuple[str, ...], str] = {}
    for attempt in range(ATTEMPTS):
        draw = drawn(question, student, seed, attempt)
        if tuple(draw.values()) in tried:
            continue
        context = Context(question, course, draw, tolerance, f"{student}\0{seed}\0{attempt}")
        try:
            if question.where and not context.holds(question.where, values=context.drawn):
                raise NotSeparatedError("where does not hold")
            return made(context, question.points if points is None else points)
        except NotSeparatedError as error:
            tried[tuple(draw.values())] = str(error)
    why = "; ".join(f"{' '.join(draw) or 'nothing drawn'}: {reason}" for draw, reason in list(tried.items())[:3])
    raise context.wrong(f"no numbers will do ({why}): draw from others, or leave out a mistake")
