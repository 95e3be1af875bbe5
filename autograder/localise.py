"""Where answers that nothing explains depart from the right ones: which quantity, when, and what still holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np

from autograder.compare import Departure
from autograder.contrast import contrasts
from autograder.model import AnswerKind, Carried, ExerciseKey, Probe, Series, Value
from autograder.texts import Texts
from autograder.values_text import listed, number_text
from autograder.variants import Observed
from autograder.wrong_steps import CLOSE, NEARLY_1, at_which_steps, steps_asked

STEPPED = "w"
"""What an optimizer takes and returns."""
FEWEST_DIGITS = 2
"""From how many right digits on numbers look rounded."""
MOST_PATTERNS = 2
"""How many sentences there may be on what right or wrong answers share."""
MOST_EXAMPLES = 2
"""How many cases are quoted."""
KNOWN_FACTORS = (-1.0, 2.0, 0.5, 10.0, 0.1, -2.0, -0.5, 100.0, 0.01)


def where_it_departs(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """A few sentences on what is wrong and what is right."""
    more = chain(_patterns(observed, departures, texts), contrasts(observed, departures, texts))
    patterns = list(_not_finite(observed, departures, texts)) or list(islice(more, MOST_PATTERNS))
    place = [_place(observed, departures, texts)] if len(patterns) < MOST_PATTERNS else []
    return " ".join([*_quantities(observed, departures, texts), *patterns, *place])


# ---------------------------------------------------------------- which quantity


def _quantities(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> Iterator[str]:
    """What is wrong where answers first depart, and which line to look at; later it may carry over to the rest."""
    names = [quantity.name for quantity in observed.probes[0].expected]
    if len(names) == 1:
        return
    wrong = [name for name in names if any(name in departure.names for departure in departures.values())]
    right = [name for name in names if name not in wrong]
    first = {_computed_first(departure.names, observed.key) for departure in departures.values()}
    look = [name for name in wrong if name in first]
    said = {"wrong": listed(wrong), "are_not": _are(wrong), "look": listed(look)}
    if right:
        yield texts("some-right", right=listed(right), are=_are(right), **said)
    else:
        yield texts("none-right-look" if len(look) < len(wrong) else "none-right", **said)


def _computed_first(names: Sequence[str], key: ExerciseKey) -> str:
    """The one of some quantities that the formula computes first: the others may be wrong only because of it."""
    computed = [line.partition(" = ")[0].strip() for line in key.formula.splitlines()]
    return min(names, key=lambda name: computed.index(name) if name in computed else len(computed))


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


# ---------------------------------------------------------------- what still holds


def _patterns(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> Iterator[str]:
    runs = [probe for probe in observed.probes if probe.call.is_chain]
    wrong_runs = [probe for probe in runs if probe.id in departures]
    digits = _right_digits(observed)
    if digits >= FEWEST_DIGITS:
        yield texts("right-to-digits", digits=digits)
    factor = _factor(observed)
    if factor is not None:
        yield texts("times-too-large", factor=number_text(factor, 6)) if factor else texts("does-not-move")
    only_runs = wrong_runs and len(wrong_runs) == len(runs) == len(departures)
    if only_runs and all(departures[probe.id].step == 2 for probe in runs):
        yield texts("only-first-step")
    if len(wrong_runs) < len(departures):
        return
    if all(_at_change_of_sign(probe, departures[probe.id].step) for probe in wrong_runs):
        yield texts("until-sign-changes")
    elif all(_at_change_of(probe, departures[probe.id].step) for probe in wrong_runs):
        yield texts("until-settings-change")


def _right_digits(observed: Observed) -> int:
    """To how many digits all numbers are right; 0 where there are words, counts, NaN, or where 0 belongs and is not."""
    worst = 0.0
    for probe in observed.probes:
        values = observed.values(probe.id)
        if values is None or any(quantity.tolerances is None for quantity in probe.expected):
            return 0
        for quantity, got in zip(probe.expected, values, strict=True):
            right = np.asarray(quantity.values)[: len(got)]
            if got.shape != right.shape:
                return 0
            with np.errstate(all="ignore"):
                errors = np.where(got == right, 0.0, np.abs(got - right) / np.abs(right))
            if not np.isfinite(errors).all():
                return 0
            worst = max(worst, float(np.max(errors, initial=0.0)))
    return int(-math.log10(worst)) if 0 < worst < 1 else 0


def _not_finite(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> Iterator[str]:
    """Whether values are NaN or infinite where they should be numbers."""
    shown = [shown for departure in departures.values() for shown in departure.shown if shown.name in departure.names]
    strange = {s.name: np.asarray(s.got) for s in shown if not _finite(s.got) and _finite(s.expected)}
    nan = any(np.isnan(got).any() for got in strange.values())
    if nan or (strange and _given_finite(observed)):
        yield texts("not-a-number" if nan else "infinite", names=listed(list(strange)), are=_are(list(strange)))


def _given_finite(observed: Observed) -> bool:
    """Whether no state holds an infinity from the start, as a best loss does."""
    states = (a.start for probe in observed.probes for a in probe.call.arguments if isinstance(a, Carried))
    return all(_finite(entry) for state in states if isinstance(state, dict) for entry in state.values())


def _finite(value: Value) -> bool:
    array = np.asarray(value)
    return array.dtype.kind not in "fi" or bool(np.isfinite(array).all())


def _factor(observed: Observed) -> float | None:
    """The factor between the steps taken and the right ones, where there is one factor for all of them."""
    ratios: list[float] = []
    for probe in observed.probes:
        values, start = observed.values(probe.id), _start(observed.key, probe)
        right = probe.expected[0].values
        if values is None or start is None or isinstance(right, tuple) or right[0].shape != start.shape:
            continue
        with np.errstate(all="ignore"):
            wanted, taken = np.ravel(right[0] - start), np.ravel(values[0][0] - start)
            found = taken[wanted != 0] / wanted[wanted != 0]
        if not np.isfinite(found).all() or np.any(taken[wanted == 0] != 0):
            return None
        ratios += list(found)
    if len(ratios) < 2:
        return None
    factor = float(np.median(ratios))
    if np.max(np.abs(np.array(ratios) - factor)) > CLOSE * max(abs(factor), CLOSE) or abs(factor - 1) < NEARLY_1:
        return None
    if abs(factor) < CLOSE:
        return 0.0
    return next((known for known in KNOWN_FACTORS if abs(known - factor) <= CLOSE * abs(known)), factor)


def _start(key: ExerciseKey, probe: Probe) -> np.ndarray | None:
    """The w from which a function steps to another w; None for a function that takes no step."""
    if key.parameters[0] != STEPPED or probe.expected[0].name != STEPPED:
        return None
    first = probe.call.arguments[0]
    value = first.start if isinstance(first, Carried) else first
    return value if isinstance(value, np.ndarray) else None


def _series(arguments: Iterable[Any]) -> Iterator[tuple[float, ...]]:
    for argument in arguments:
        if isinstance(argument, Series) and all(np.ndim(value) == 0 for value in argument.values):
            yield tuple(map(float, argument.values))


def _at_change_of_sign(probe: Probe, step: int) -> bool:
    return step > 1 and any(
        values[step - 2] * values[step - 1] < 0 and all(v * values[0] > 0 for v in values[: step - 1])
        for values in _series(probe.call.arguments)
    )


def _at_change_of(probe: Probe, step: int) -> bool:
    """Whether a setting has just changed for the first time."""
    return step > 1 and any(
        values[step - 1] != values[0] and len(set(values[: step - 1])) == 1
        for values in _series(probe.call.keywords.values())
    )


def _has_many(probe: Probe) -> bool:
    """Whether a step returns more than one number for a quantity."""
    values = probe.expected[0].values
    return isinstance(values, np.ndarray) and values[0].size > 1


def _place(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """Where it shows: at which steps of a schedule, in which cases, or at which step of the simplest probe."""
    wrong = [probe for probe in observed.probes if probe.id in departures]
    at_steps = at_which_steps(observed, texts) if any(map(steps_asked, wrong)) else ""
    if at_steps:
        return at_steps
    if len(observed.probes) > len(wrong) and not any(probe.call.is_chain for probe in observed.probes):
        return _in_cases(observed, wrong, texts)
    probe = min(wrong, key=lambda probe: (_has_many(probe), departures[probe.id].step))
    departure = departures[probe.id]
    coordinate = _coordinate(observed, probe, departure)
    all_wrong = {name for other in departures.values() for name in other.names}
    part = "-part" if probe.call.steps == 1 and set(departure.names) != all_wrong else ""
    return texts(
        f"departs{'-at' if probe.call.steps > 1 else ''}{'-in' if coordinate else ''}{part}",
        names=listed(list(departure.names)),
        step=departure.step,
        why=probe.why,
        coordinate=coordinate,
        depart="departs" if len(departure.names) == 1 else "depart",
        are=_are(list(departure.names)),
    )


def _in_cases(observed: Observed, wrong: Sequence[Probe], texts: Texts) -> str:
    """Which of the cases are wrong, and which are right."""
    wrong_cases = dict.fromkeys(probe.why for probe in wrong)
    whole = (probe for probe in observed.probes if observed.answers[probe.id].kind is AnswerKind.VALUE)
    right_cases = dict.fromkeys(probe.why for probe in whole if probe.why not in wrong_cases)
    said = {"wrong": _examples(wrong_cases), "right": _examples(right_cases) if right_cases else ""}
    return texts("in-some-cases" if right_cases else "in-cases", **said)


def _examples(cases: Iterable[str]) -> str:
    quoted = [f'"{case}"' for case in cases]
    more = len(quoted) - MOST_EXAMPLES
    return listed([*quoted[:MOST_EXAMPLES], *([f"{more} more"] if more > 0 else [])])


def _coordinate(observed: Observed, probe: Probe, departure: Departure) -> str:
    """Which coordinate is wrong, where only some are; empty otherwise."""
    index = next(i for i, quantity in enumerate(probe.expected) if quantity.name == departure.names[0])
    values, expected = observed.values(probe.id), probe.expected[index]
    if values is None or expected.tolerances is None or isinstance(expected.values, tuple):
        return ""
    at = departure.step - 1
    with np.errstate(all="ignore"):
        wrong = ~(np.abs(values[index][at] - expected.values[at]) <= expected.tolerances[at])
    if not wrong.ndim or wrong.all() or not wrong.any():
        return ""
    return str([int(i) for i in np.argwhere(wrong)[0]])
