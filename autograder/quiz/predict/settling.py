"""Predictions of how a rule ends: whether it settles at the minimum, and which learning rate is the limit.

Where a step is linear in w and the state, that is decided by the eigenvalues of what it does; else by a long run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from autograder.catalogue.load import rule_of
from autograder.expected.lookup import variants_for
from autograder.expected.programs import function_of, program
from autograder.model import Exercise, FloatArray
from autograder.model.display import number_text
from autograder.model.items import Blank, Explained, KnownNumber, NumberKey
from autograder.model.quiz import Kind
from autograder.quiz.predict.numbers import CALLED, TOLERANCE
from autograder.quiz.predict.prediction import Prediction, choice_of, prediction_of
from autograder.quiz.predict.trial import STARTS, Trial, moves_numbers
from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import GRAD_FN, grad
from autograder.texts import Texts

ON = "square"
CURVATURE = 2
LANDSCAPE = "L(w) = w**2"
RATES = ("1/20", "1/10", "3/10", "1/2", "4/5", "1", "11/10", "3/2", "19/10", "2", "5/2", "4")
SHORT, LONG = 200, 4000
NEAR, FAR = 1e-3, 1e3
"""Of the start's distance: nearer than this it has settled, farther than that it has run away."""
CLEAR = 0.02
"""How far from 1 an eigenvalue must be, where it is not 1, for the answer to be clear to see."""
MOST_RATE, PIECES = 16.0, 320
EXACT = 1e-9


@dataclass(frozen=True)
class Stepper:
    """One step of a program on L(w) = w**2, as a change of w and its state together: float64 of shape (n,)."""

    exercise: Exercise
    source: str

    @property
    def rule(self) -> Rule:
        """The rule that the program is printed from."""
        return rule_of(self.exercise)

    def step(self, rate: float) -> Callable[[FloatArray], FloatArray]:
        """A step with a learning rate."""
        function = function_of(self.source, self.rule.name)
        others = {h.name: float(h.usual_number) for h in self.rule.hyperparameters if h.name != "lr"}
        names = [quantity.name for quantity in self.rule.state]

        def taken(at: FloatArray) -> FloatArray:
            point = np.asarray(at[0])
            slope: Any = (lambda w: CURVATURE * w) if GRAD_FN in self.rule.parameters else CURVATURE * point
            state = {name: np.asarray(value) for name, value in zip(names, at[1:], strict=True)}
            given = [point, slope, *([state] if names else [])]
            found = function(*given, lr=rate, **others)
            new, after = found if names else (found, {})
            return np.array([float(new), *(float(after[name]) for name in names)])

        return taken

    def matrix(self, rate: float) -> FloatArray | None:
        """What a step does, as a matrix of shape (n, n); None where it is not linear."""
        step, size = self.step(rate), 1 + len(self.rule.state)
        with np.errstate(all="ignore"):
            columns = np.array([step(unit) for unit in np.eye(size)]).T
            tried = np.random.default_rng(0).uniform(-2, 2, (4, size))
            is_linear = all(
                np.allclose(step(one), columns @ one, rtol=1e-9, atol=1e-9) for one in (*tried, 0 * tried[0])
            )
        return columns if is_linear and np.isfinite(columns).all() else None

    def radius(self, rate: float) -> float | None:
        """The size of the largest eigenvalue of a step; None where it is not linear."""
        matrix = self.matrix(rate)
        return None if matrix is None else float(np.max(np.abs(np.linalg.eigvals(matrix))))

    @property
    def limit(self) -> float | None:
        """The smallest rate above which w runs away; None where a step is not linear, or there is no such rate."""
        last = 0.0
        for rate in np.linspace(0, MOST_RATE, PIECES + 1)[1:].tolist():
            radius = self.radius(rate)
            if radius is None or (radius >= 1 and not last):
                return None
            if radius > 1 + EXACT:
                return self._between(last, rate)
            last = rate
        return None

    def _between(self, low: float, high: float) -> float:
        while high - low > EXACT / 100:
            middle = (low + high) / 2
            radius = self.radius(middle)
            low, high = (middle, high) if radius is not None and radius <= 1 + EXACT / 1000 else (low, middle)
        return (low + high) / 2


def stepper_of(exercise: Exercise) -> Stepper | None:
    """A step of an exercise's right program; None where the rule takes no single steps with a learning rate."""
    if not moves_numbers(exercise):
        return None
    rule = rule_of(exercise)
    has_rate = any(h.name == "lr" for h in rule.hyperparameters)
    parameters = [symbol.name for symbol in rule.parameters]
    is_step = parameters in (["w", grad.name], ["w", GRAD_FN.name]) and rule.loop is None
    if not (has_rate and is_step):
        return None
    variants = variants_for(exercise)
    return Stepper(exercise, program(variants.right, variants))


# ---------------------------------------------------------------- will it settle?


def settling_question(exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """Ask whether w settles at the minimum with a rate that is drawn; None where that is not clear with any."""
    stepper = stepper_of(exercise)
    if stepper is None:
        return None
    rates, start = list(RATES), draw.choice(STARTS)
    draw.shuffle(rates)
    for rate in rates:
        found = _end(stepper, rate, start, texts)
        if found is None:
            continue
        end, reasons = found
        ways = ("predict.yes", "predict.swings", "predict.away")
        because = " ".join(reasons)
        says = [Explained((), "" if at == end else because) for at in range(len(ways))]
        blank, key = choice_of([texts(way) for way in ways], end, says)
        usual = [(h.name, h.usual) for h in stepper.rule.hyperparameters if h.name != "lr"]
        inputs = ", ".join(f"{name} = {value}" for name, value in (("w", start), ("lr", rate), *usual))
        return prediction_of(
            exercise.name,
            exercise.unit,
            f"{texts('predict.on', landscape=LANDSCAPE, inputs=inputs)} {texts('predict.settles')}",
            blank,
            key,
            shown=reasons,
            command=f"grade show {exercise.name} --set w={start} --set lr={rate} --on {ON}",
        )
    return None


def _end(stepper: Stepper, rate: str, start: str, texts: Texts) -> tuple[int, list[str]] | None:
    """How it ends (0 settled, 1 moving, 2 away), and why; None where it is not clear."""
    number = float(Fraction(rate))
    radius, matrix = stepper.radius(number), stepper.matrix(number)
    if radius is None or matrix is None:
        return _after_long(stepper, number, float(Fraction(start)), texts)
    is_one = abs(radius - 1) < EXACT
    if not is_one and abs(radius - 1) < CLEAR:
        return None
    factor = len(matrix) == 1
    size = number_text(float(matrix[0, 0]) if factor else radius, 4)
    first = texts("predict.factor", factor=size) if factor else texts("predict.eigenvalue", size=size)
    end = 1 if is_one else 0 if radius < 1 else 2
    return end, [first, texts(("predict.below", "predict.at-one", "predict.above")[end])]


def _after_long(stepper: Stepper, rate: float, start: float, texts: Texts) -> tuple[int, list[str]] | None:
    """How a long run ends: float64, because only the size of what is left matters."""
    first = [quantity.first for quantity in stepper.rule.state]
    if any(not np.isfinite(float(value or 0)) for value in first):
        return None
    distances = [abs(start), *_distances(stepper, rate, start)]
    if len(distances) <= LONG:
        last = distances[-1]
        return (2, [_told(texts, len(distances) - 1, last, distances)]) if last > FAR * abs(start) else None
    late, before = max(distances[-SHORT:]), max(distances[-2 * SHORT : -SHORT])
    told = [_told(texts, LONG, distances[LONG], distances)]
    if late < NEAR * abs(start):
        return 0, told
    if late > FAR * abs(start):
        return 2, told
    return (1, told) if abs(late - before) < CLEAR * before and late > 10 * NEAR * abs(start) else None


def _told(texts: Texts, count: int, last: float, distances: list[float]) -> str:
    early = min(count // 2, SHORT)
    shown = {"first": early, "first_value": number_text(distances[early], 3)}
    return texts("predict.after-steps", **shown, last=count, last_value=number_text(last, 3))


def _distances(stepper: Stepper, rate: float, start: float) -> Iterator[float]:
    """How far w is from the minimum after each step, until it is out of all bounds."""
    function = function_of(stepper.source, stepper.rule.name)
    usual = {h.name: float(h.usual_number) for h in stepper.rule.hyperparameters if h.name != "lr"}
    state: Mapping[str, Any] = {
        q.name: int(q.first or 0) if q.integer else np.asarray(float(q.first or 0)) for q in stepper.rule.state
    }
    at: Any = np.asarray(start)
    with np.errstate(all="ignore"):
        for _ in range(LONG):
            slope: Any = (lambda w: CURVATURE * w) if GRAD_FN in stepper.rule.parameters else CURVATURE * at
            found = function(at, slope, *([state] if state else []), lr=rate, **usual)
            at, state = found if state else (found, {})
            distance = float(abs(at))
            if not np.isfinite(distance):
                return
            yield distance
            if distance > FAR * FAR * abs(start):
                return


# ---------------------------------------------------------------- the limit


def limit_question(exercise: Exercise, draw: Random, texts: Texts) -> Prediction | None:
    """Ask for the largest learning rate with which w comes to the minimum; None where there is no such limit."""
    stepper = stepper_of(exercise)
    limit = stepper.limit if stepper else None
    if stepper is None or limit is None:
        return None
    value = _exactly(limit)
    wrong = [
        KnownNumber(f"{other:.17g}", Explained((), texts(said)))
        for other, said in ((2 / CURVATURE, "predict.limit-of-descent"), (1 / CURVATURE, "predict.one-over"))
        if abs(other - limit) > CLEAR * limit
    ]
    for named, source in Trial(exercise, {}, ON, 1).mistakes():
        other = Stepper(exercise, source).limit
        if other is not None and abs(other - limit) > CLEAR * limit:
            says = texts("predict.looks-like", title=texts.of(named.title), hint=texts.of(named.hint))
            if not any(abs(other - float(known.value)) <= CLEAR * other for known in wrong):
                wrong.append(KnownNumber(f"{other:.17g}", Explained((named.id,), says)))
    usual = ", ".join(f"{h.name} = {h.usual}" for h in stepper.rule.hyperparameters if h.name != "lr")
    where = "predict.limit-with" if usual else "predict.limit-alone"
    below, above = 0.9 * limit, 1.1 * limit
    sizes = {"below": number_text(below, 4), "above": number_text(above, 4)}
    sizes |= {
        f"size_{name}": number_text(stepper.radius(at) or 0.0, 4) for name, at in (("below", below), ("above", above))
    }
    return prediction_of(
        exercise.name,
        exercise.unit,
        f"{texts(where, landscape=LANDSCAPE, inputs=usual)} {texts('predict.limit')}",
        Blank("answer", Kind.NUMBER, texts("predict.number"), 0.0, functions=CALLED),
        NumberKey(value if "/" not in value else f"{float(Fraction(value)):.15g}", TOLERANCE, tuple(wrong)),
        shown=[texts("predict.limit-is", limit=value), texts("predict.around-limit", **sizes)],
        command=f"grade show {exercise.name} --set lr={value} --on {ON}",
    )


def _exactly(limit: float) -> str:
    """A limit as the short fraction that it is, or else in decimals."""
    near = Fraction(limit).limit_denominator(1000)
    return str(near) if abs(float(near) - limit) < EXACT else number_text(limit, 6)
