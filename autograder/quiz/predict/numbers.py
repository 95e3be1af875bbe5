"""A prediction of one number or word: where w is after three steps, what a rate is at a step, what a call gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from autograder.catalogue.load import rule_of
from autograder.expected.fingerprints import quantities
from autograder.expected.landmarks import is_schedule
from autograder.expected.lookup import key_for, variants_for
from autograder.expected.programs import gradients_of, source_of, values_given
from autograder.model import EditKind, Exercise, ExerciseKey, FloatArray, Named, Probe
from autograder.model.display import call_text, value_text
from autograder.model.items import Blank, Explained, KnownNumber, NumberKey
from autograder.model.quiz import Kind, Tolerance
from autograder.quiz.predict.prediction import Prediction, choice_of, prediction_of
from autograder.quiz.predict.trial import Trial, inputs_in_words, is_optimizer, moves_numbers, trial_of
from autograder.symbolic.vocabulary import HESSIAN, step
from autograder.texts import Texts

TOLERANCE = Tolerance()
APART = 0.01
"""Numbers are told apart where they differ by more than this part of them, and by LEAST."""
LEAST = 1e-5
DIGITS = 12
LONGEST_CALL = 200
CALLED = ("sqrt", "exp", "log", "abs", "sin", "cos", "tanh")
"""What an answer may call."""
LONGEST_EXACT = 12
MOST_STEPS, MOST_NUMBERS = 3, 6
TYPED = 1e9
"""Larger numbers nobody types."""
SMALLEST, LARGEST = 1e-3, 1e3
"""Sizes of numbers that one works with by hand."""

Given = Callable[[str], FloatArray | str | None]
"""(a program) -> what it gives in the end; None where it gives nothing."""


def number_question(exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """Ask for the number that a function gives on inputs that are drawn; None where none is short enough to ask."""
    if not exercise.is_reference:
        rule = rule_of(exercise)
        if is_schedule(rule):
            return _at_a_step(exercise, draw, texts)
        if moves_numbers(exercise) or (is_optimizer(rule) and HESSIAN in rule.parameters):
            return _after_steps(exercise, draw, texts)
    return number_of_call(exercise, draw, texts)


def _after_steps(exercise: Exercise, draw: Random, texts: Texts) -> Prediction:
    trial = trial_of(exercise, draw)
    explanation, name = trial.explanation, trial.rule.returned.name
    quantity = [one for one in explanation.steps[-1] if one.name == name][-1]
    said = inputs_in_words(explanation.inputs, ("steps",))
    text = texts("predict.on", landscape=explanation.landscape, inputs=said)
    question = texts("predict.after", name=name, count=len(explanation.steps))
    shown = [
        f"{texts('predict.step', step=number)}:  {', '.join(str_of(one.name, one.exact, one.decimal) for one in some)}"
        for number, some in enumerate(explanation.steps, 1)
    ]
    return _prediction(
        exercise,
        f"{text} {question}",
        _numbers(quantity.decimal),
        trial.mistakes(),
        lambda source: _last(trial.values_of(source)),
        texts,
        shown=shown,
        settings=(*(f"--set {key}={value}" for key, value in trial.settings.items()), f"--on {trial.on}"),
    )


def str_of(name: str, exact: str, decimal: str) -> str:
    """A quantity with its value, exactly where that is short."""
    is_short = exact not in ("", decimal) and len(exact) <= LONGEST_EXACT
    return f"{name} = {exact} = {decimal}" if is_short else f"{name} = {decimal}"


def _at_a_step(exercise: Exercise, draw: Random, texts: Texts) -> Prediction:
    shown_steps = Trial(exercise, {}, None, None)
    places = shown_steps.explanation.places
    place = draw.choice(places[1:])
    asked = replace(shown_steps, settings={step.name: str(place)})
    explanation = asked.explanation
    name = asked.rule.returned.name
    said = inputs_in_words(explanation.inputs, (step.name,))
    text = f"{texts('predict.with', inputs=said)} {texts('predict.at-step', name=name, step=str(place))}"
    lines = [
        f"{texts('predict.step', step=at)}:  {str_of(some[-1].name, some[-1].exact, some[-1].decimal)}"
        for at, some in zip(places, shown_steps.explanation.steps, strict=True)
    ]
    (quantity,) = [one for one in explanation.steps[-1] if one.name == name][-1:]
    return _prediction(
        exercise,
        text,
        _numbers(quantity.decimal),
        asked.mistakes(),
        lambda source: _last(asked.values_of(source)),
        texts,
        shown=lines,
        settings=(),
    )


def number_of_call(exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """Of any other function: what one of the calls gives that it is checked with, among those that are short."""
    key = key_for([exercise]).exercises[exercise.name]
    probes = [probe for check in key.checks for probe in check.probes if _is_short(probe, key)]
    if not probes:
        return None
    probe = draw.choice(probes)
    expected = probe.expected[0]
    call = call_text(probe.call, key.parameters, key.losses)
    question = texts("predict.gives", name=expected.name)
    if probe.call.steps > 1:
        question = texts("predict.after", name=expected.name, count=probe.call.steps)
    variants = variants_for(exercise)
    wrong = (
        (variants.named[variant.parts[0]], source_of(variant, variants))
        for variant in variants.alone
        if variants.named[variant.parts[0]].kind is EditKind.MISTAKE
    )

    def given(source: str) -> FloatArray | str | None:
        values = values_given(source, exercise.name, probe.call, gradients_of(key))
        taken = quantities(values[-1], key.state) if len(values) == probe.call.steps else None
        return None if taken is None else taken[0] if isinstance(taken[0], str) else np.asarray(taken[0], dtype=float)

    right = expected.values[-1]
    lines = [f"{expected.name} = {value_text(right)}"]
    if isinstance(right, str):
        return _of_word(exercise, f"{call}: {question}", right, wrong, given, key, texts, lines)
    return _prediction(
        exercise,
        f"{call}: {question}",
        np.asarray(right, dtype=np.float64),
        wrong,
        given,
        texts,
        shown=lines,
        settings=(),
    )


def _is_short(probe: Probe, key: ExerciseKey) -> bool:
    """Whether a call can be read and worked out, and its answer typed."""
    if probe.theorem or probe.call.steps > MOST_STEPS:
        return False
    if any(type(argument).__name__ == "Series" for argument in (*probe.call.arguments, *probe.call.keywords.values())):
        return False
    value, call = probe.expected[0].values[-1], call_text(probe.call, key.parameters, key.losses)
    if len(call) > LONGEST_CALL or re.search(r"e[-+]?\d", call):
        return False
    if isinstance(value, str):
        return True
    sizes = np.abs(np.asarray(value, dtype=np.float64))
    return sizes.size in range(1, MOST_NUMBERS + 1) and bool(
        np.all((sizes == 0) | ((sizes >= SMALLEST) & (sizes <= LARGEST)))
    )


# ---------------------------------------------------------------- the key


def _prediction(
    exercise: Exercise,
    text: str,
    right: FloatArray,
    mistakes: Iterator[tuple[Named, str]],
    given: Given,
    texts: Texts,
    *,
    shown: Sequence[str],
    settings: Sequence[str],
) -> Prediction:
    """The question with what is right, and the number of each mistake with what is said of it."""
    value = float(right.flat[-1])
    wrong: list[KnownNumber] = []
    for named, source in mistakes:
        found = given(source)
        number = _last_number(found)
        if number is None or _are_near(number, value):
            continue
        if not any(_are_near(number, float(known.value)) for known in wrong):
            title, hint = texts.of(named.title), texts.of(named.hint)
            says = texts("predict.looks-like", title=title, hint=hint)
            wrong.append(KnownNumber(f"{number:.{DIGITS}g}", Explained((named.id,), says)))
    key = NumberKey(f"{value:.15g}", TOLERANCE, tuple(wrong))
    more = [texts("predict.last-of")] if right.size > 1 else []
    blank = Blank("answer", Kind.NUMBER, " ".join([texts("predict.number"), *more]), 0.0, functions=CALLED)
    command = " ".join(["grade show", exercise.name, *settings])
    return prediction_of(exercise.name, exercise.unit, text, blank, key, shown=shown, command=command)


def _are_near(one: float, other: float) -> bool:
    """Whether two numbers are too near to each other for an answer to say which of them is meant."""
    return abs(one - other) <= max(APART * max(abs(one), abs(other)), LEAST)


def _of_word(
    exercise: Exercise,
    text: str,
    right: str,
    mistakes: Iterator[tuple[Named, str]],
    given: Given,
    key: ExerciseKey,
    texts: Texts,
    shown: Sequence[str],
) -> Prediction:
    """A choice between the words that the function may give."""
    words = sorted({str(word) for check in key.checks for p in check.probes for word in p.expected[0].values})
    says = dict.fromkeys(words, Explained((), ""))
    for named, source in mistakes:
        word = given(source)
        if isinstance(word, str) and word != right and word in says and not says[word].says:
            said = texts("predict.looks-like", title=texts.of(named.title), hint=texts.of(named.hint))
            says[word] = Explained((named.id,), said)
    blank, letters = choice_of(words, words.index(right), [says[word] for word in words])
    command = f"grade show {exercise.name}"
    return prediction_of(exercise.name, exercise.unit, text, blank, letters, shown=shown, command=command)


def _numbers(decimal: str) -> FloatArray:
    """A value as an explanation has it, "3.8" or "[1, 2]"."""
    return np.array([float(number) for number in decimal.strip("[]").replace("[", "").replace("]", "").split(",")])


def _last(values: Sequence[FloatArray | str]) -> FloatArray | str | None:
    return values[-1] if values else None


def _last_number(value: FloatArray | str | None) -> float | None:
    if value is None or isinstance(value, str) or not np.size(value):
        return None
    number = float(np.asarray(value).flat[-1])
    return number if abs(number) <= TYPED else None
