"""Which questions there are on an exercise, and one of them, drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from autograder.catalogue.load import blaming
from autograder.errors import UsageError
from autograder.model import Exercise
from autograder.quiz.predict.curves import curve_question
from autograder.quiz.predict.numbers import number_of_call, number_question
from autograder.quiz.predict.prediction import Prediction
from autograder.quiz.predict.sentences import texts_in
from autograder.quiz.predict.settling import limit_question, settling_question
from autograder.symbolic.rounding import TieError
from autograder.texts import Language, Texts

Making = Callable[[Exercise, Random, Texts], Prediction | None]

QUESTIONS: Mapping[str, Making] = {
    "number": number_question,
    "curve": curve_question,
    "settles": settling_question,
    "limit": limit_question,
}
"""What may be asked, by name: each makes a question, or None where an exercise has no such thing."""


def predicted(exercise: Exercise, seed: int, language: Language, kind: str = "") -> Prediction | None:
    """A question on an exercise that a seed draws, of a kind or of any that there is; None where there is none."""
    texts = texts_in(language)
    order = [kind] if kind else list(QUESTIONS)
    Random(seed).shuffle(order)
    with blaming(exercise):
        found = (_made(QUESTIONS[name], exercise, Random(f"{seed} {name}"), texts) for name in order)
        return next((one for one in found if one is not None), None)


def _made(making: Making, exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """A question; None where there is none, or the rule has no value, or no clear one, on what was drawn."""
    try:
        return making(exercise, draw, texts)
    except (UsageError, TieError):
        return number_of_call(exercise, draw, texts) if making is number_question else None


def kinds_of(exercise: Exercise, language: Language) -> tuple[str, ...]:
    """The kinds of questions that there are on an exercise."""
    return tuple(kind for kind in QUESTIONS if predicted(exercise, 0, language, kind) is not None)
