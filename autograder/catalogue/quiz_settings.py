"""What a course file says of the quiz: the table [quiz]."""

from __future__ import annotations

import re
from typing import Any

from autograder.catalogue.course_file import CourseFile
from autograder.model.course import QuizSettings

KEYS = ("required", "feedback", "penalty", "seed", "relative", "absolute", "questions", "points")
MOST_POINTS = 100


def quiz_settings(own: CourseFile) -> QuizSettings:
    """The settings; CourseError names the file, the line and the key."""
    own.refuse_unknown(("quiz",), KEYS)
    usual = QuizSettings()
    penalty = own.value(("quiz", "penalty"), (int, float), "a number from 0 to 1", usual.penalty)
    if not 0 <= penalty <= 1:
        raise own.wrong(("quiz", "penalty"), f"must be from 0 to 1, not {penalty}")
    seed = own.value(("quiz", "seed"), int, "a whole number", usual.seed)
    if seed < 0:
        raise own.wrong(("quiz", "seed"), f"must be at least 0, not {seed}")
    return QuizSettings(
        required=own.value(("quiz", "required"), bool, "true or false", usual.required),
        feedback=own.value(("quiz", "feedback"), bool, "true or false", usual.feedback),
        penalty=float(penalty),
        seed=seed,
        relative=_tolerance(own, "relative", usual.relative),
        absolute=_tolerance(own, "absolute", usual.absolute),
        questions=tuple(_ids(own, own.value(("quiz", "questions"), list, "a list of questions", []))),
        points={id_: _points(own, id_) for id_ in own.table("quiz", "points")},
    )


def _tolerance(own: CourseFile, key: str, fallback: str) -> str:
    text: str = own.value(("quiz", key), str, 'a number as text, such as "1/1000"', fallback)
    if not re.fullmatch(r"\d+(\.\d+)?(/[1-9]\d*)?", text):
        raise own.wrong(("quiz", key), f'must be a number as text, such as "1/1000", not "{text}"')
    return text


def _ids(own: CourseFile, ids: list[Any]) -> list[str]:
    for id_ in ids:
        if not isinstance(id_, str):
            raise own.wrong(("quiz", "questions"), f'must be a list of texts such as "momentum/two-steps", not {id_!r}')
    return ids


def _points(own: CourseFile, id_: str) -> float:
    path = ("quiz", "points", id_)
    points = own.value(path, (int, float), "a number", None)
    if not 0 < points <= MOST_POINTS or 2 * points % 1:
        raise own.wrong(path, f"must be a multiple of one half, more than 0 and at most {MOST_POINTS}, not {points}")
    return float(points)
