"""A prediction of a curve: which of three is w, or the rate, step by step; two are of mistakes or of other settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from autograder.catalogue.load import rule_of
from autograder.expected.landmarks import is_schedule
from autograder.model import Exercise, FloatArray, Named
from autograder.model.items import Explained
from autograder.quiz.predict.prediction import Curve, Prediction, choice_of, prediction_of
from autograder.quiz.predict.trial import Trial, has_curve, inputs_in_words, trial_of
from autograder.symbolic.vocabulary import step, w
from autograder.texts import Texts

STEPS = 20
FURTHEST = 60
"""Steps of a schedule that are drawn at most."""
WIDEST = 1.5
"""How many times the reach of the right curve a curve is followed; beyond, it leaves the picture."""
APART = 0.3
"""Which part of the right curve's reach two curves must be apart, on a sixth of the steps at least."""
OTHER_RATES = ("1/50", "1/10", "2/5", "3/5", "9/10", "11/10")


def curve_question(exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """Ask which of three curves is the rule's; None where it has none, or nothing else looks different enough."""
    if not has_curve(exercise):
        return None
    trial = _trial(exercise, draw)
    right = _followed(trial, trial.right)
    if right is None or np.ptp(right) == 0:
        return None
    chosen = [Curve(tuple(right.tolist()), texts("predict.right-curve"))]
    ids: list[tuple[str, ...]] = [()]
    for one, mistake in _others(trial, draw, texts):
        curve = np.array(one.values)
        if all(_look_apart(curve, np.array(other.values), right) for other in chosen):
            chosen.append(replace(one, values=_within(curve, right)))
            ids.append(mistake)
        if len(chosen) == 3:
            return _asked(trial, chosen, ids, draw, texts)
    return None


def _trial(exercise: Exercise, draw: Random) -> Trial:
    if is_schedule(rule_of(exercise)):
        last = Trial(exercise, {}, None, None).explanation.places[-1]
        return Trial(exercise, {}, None, min(last + 1 if last > 1 else STEPS, FURTHEST))
    return trial_of(exercise, draw, STEPS)


def _asked(
    trial: Trial, chosen: Sequence[Curve], ids: Sequence[tuple[str, ...]], draw: Random, texts: Texts
) -> Prediction:
    explanation = replace(trial, steps=1 if trial.on and trial.steps else trial.steps).explanation
    name = trial.rule.returned.name
    inputs = inputs_in_words(explanation.inputs, (step.name, "steps"))
    where = "predict.on" if explanation.landscape else "predict.with"
    said = texts(where, landscape=explanation.landscape, inputs=inputs)
    order = list(range(len(chosen)))
    draw.shuffle(order)
    curves = [chosen[at] for at in order]
    because = [Explained(ids[at], chosen[at].says if at else "") for at in order]
    blank, key = choice_of([""] * len(curves), order.index(0), because)
    settings = "".join(f" --set {name}={value}" for name, value in trial.settings.items() if name != "steps")
    on = f" --on {trial.on}" if trial.on else ""
    return prediction_of(
        trial.exercise.name,
        trial.exercise.unit,
        f"{said} {texts('predict.curve', name=name)}",
        replace(blank, text=texts("predict.letter")),
        key,
        shown=(),
        command=f"grade show {trial.exercise.name}{settings}{on}",
        curves={choice.letter: curve for choice, curve in zip(blank.choices, curves, strict=True)},
    )


def _others(trial: Trial, draw: Random, texts: Texts) -> Iterator[tuple[Curve, tuple[str, ...]]]:
    """Other curves, in an order that is drawn: first one of another rate, then of mistakes, then what is left."""
    rates = [rate for rate in OTHER_RATES if "lr" in trial.settings and rate != trial.settings["lr"]]
    draw.shuffle(rates)
    mistakes = list(trial.mistakes())
    draw.shuffle(mistakes)
    by_rate = (_of_rate(trial, rate, texts) for rate in rates)
    by_mistake = (_of_mistake(trial, one, texts) for one in mistakes)
    yield from (one for one in (next(by_rate, None), *by_mistake, *by_rate) if one is not None)


def _of_rate(trial: Trial, rate: str, texts: Texts) -> tuple[Curve, tuple[str, ...]] | None:
    other = replace(trial, settings={**trial.settings, "lr": rate})
    values = _followed(other, other.right)
    said = texts("predict.curve-of-setting", setting=f"lr = {rate}")
    return None if values is None else (Curve(tuple(values.tolist()), said), ())


def _of_mistake(trial: Trial, mistake: tuple[Named, str], texts: Texts) -> tuple[Curve, tuple[str, ...]] | None:
    named, source = mistake
    values = _followed(trial, source)
    said = texts("predict.curve-of-mistake", title=texts.of(named.title))
    return None if values is None else (Curve(tuple(values.tolist()), said), (named.id,))


def _followed(trial: Trial, source: str) -> FloatArray | None:
    """The numbers that a program gives step by step, with the start of an optimizer first; None where it stops.

    Float64 of shape (steps,), or (steps + 1,).
    """
    values = trial.values_of(source)
    if len(values) < (trial.steps or len(values)) or any(
        isinstance(value, str) or np.size(value) != 1 for value in values
    ):
        return None
    numbers = np.array([float(np.asarray(value).flat[0]) for value in values if not isinstance(value, str)])
    start = trial.settings.get(w.name)
    is_path = trial.rule.loop is None and start is not None
    return np.concatenate([[float(_number(start))], numbers]) if is_path and start is not None else numbers


def _number(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def _within(values: FloatArray, right: FloatArray) -> tuple[float, ...]:
    """A curve within the picture, which is a little higher than the right one; what is no number leaves it."""
    low, high = float(right.min()), float(right.max())
    reach = (high - low) * (WIDEST - 1)
    held = np.clip(
        np.nan_to_num(values, nan=high + reach, posinf=high + reach, neginf=low - reach), low - reach, high + reach
    )
    return tuple(held.tolist())


def _look_apart(values: FloatArray, other: FloatArray, right: FloatArray) -> bool:
    """Whether two curves of one length look different in a picture that the right one fills."""
    if len(values) != len(other):
        return False
    reach = np.ptp(right)
    far = np.abs(np.array(_within(values, right)) - np.array(_within(other, right))) > APART * reach
    return bool(far.sum() * 6 >= len(far))
