"""Where answers that nothing explains depart from the right ones: which quantity, when, and what still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from autograder.compare import Departure
from autograder.model import Carried, Probe, Series
from autograder.texts import Texts
from autograder.values_text import number_text
from autograder.variants import Observed

CLOSE = 1e-6
"""How far ratios of steps may differ and still count as one factor."""
KNOWN_FACTORS = (-1.0, 2.0, 0.5, 10.0, 0.1, -2.0, -0.5, 100.0, 0.01)


def where_it_departs(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """One to three sentences on what is wrong and what is right."""
    sentences = [_quantities(observed, departures, texts), *_patterns(observed, departures, texts)]
    if len(sentences) == 1:
        sentences.append(_place(observed, departures, texts))
    return " ".join(sentences)


# ---------------------------------------------------------------- which quantity


def _quantities(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """What is wrong where answers first depart; later it may carry over to the rest."""
    names = [quantity.name for quantity in observed.probes[0].expected]
    wrong = [name for name in names if any(name in departure.names for departure in departures.values())]
    right = [name for name in names if name not in wrong]
    if right:
        return texts("some-right", right=_list(right), are=_are(right), wrong=_list(wrong), are_not=_are(wrong))
    return texts("none-right", wrong=_list(wrong), are_not=_are(wrong))


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


# ---------------------------------------------------------------- what still holds


def _patterns(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> Iterator[str]:
    runs = [probe for probe in observed.probes if probe.call.steps > 1]
    wrong_runs = [probe for probe in runs if probe.id in departures]
    factor = _factor(observed)
    if factor is not None:
        yield texts("times-too-large", factor=number_text(factor, 6)) if factor else texts("does-not-move")
    only_runs = wrong_runs and len(wrong_runs) == len(runs) == len(departures)
    if only_runs and all(departures[probe.id].step == 2 for probe in runs):
        yield texts("only-first-step")
    if wrong_runs and all(_at_change_of_sign(probe, departures[probe.id].step) for probe in wrong_runs):
        yield texts("until-sign-changes")
    elif wrong_runs and all(_at_change_of(probe, departures[probe.id].step) for probe in wrong_runs):
        yield texts("until-settings-change")
    if all(_has_many(probe) for probe in observed.probes if probe.id in departures) and not all(
        map(_has_many, observed.probes)
    ):
        yield texts("only-single-numbers")


def _factor(observed: Observed) -> float | None:
    """The factor between the steps taken and the right ones, where there is one factor for all of them."""
    ratios: list[float] = []
    for probe in observed.probes:
        values, start = observed.values(probe.id), _start(probe)
        right = probe.expected[0].values
        if values is None or start is None or isinstance(right, tuple) or right[0].shape != start.shape:
            continue
        with np.errstate(all="ignore"):
            wanted, taken = np.ravel(right[0] - start), np.ravel(values[0][0] - start)
            found = taken[wanted != 0] / wanted[wanted != 0]
        if not np.isfinite(found).all():
            return None
        ratios += list(found)
    if len(ratios) < 2:
        return None
    factor = float(np.median(ratios))
    if np.max(np.abs(np.array(ratios) - factor)) > CLOSE * max(abs(factor), CLOSE) or abs(factor - 1) < CLOSE:
        return None
    if abs(factor) < CLOSE:
        return 0.0
    return next((known for known in KNOWN_FACTORS if abs(known - factor) <= CLOSE * abs(known)), factor)


def _start(probe: Probe) -> np.ndarray | None:
    """The point from which a step is taken: the first argument that has the shape of what is returned."""
    for argument in probe.call.arguments[:1]:
        value = argument.start if isinstance(argument, Carried) else argument
        if isinstance(value, np.ndarray) and value.dtype == np.float64:
            return value
    return None


def _series(probe: Probe) -> Iterator[tuple[float, ...]]:
    for argument in (*probe.call.arguments, *probe.call.keywords.values()):
        if isinstance(argument, Series) and all(np.ndim(value) == 0 for value in argument.values):
            yield tuple(map(float, argument.values))


def _at_change_of_sign(probe: Probe, step: int) -> bool:
    return step > 1 and any(
        values[step - 2] * values[step - 1] < 0 and all(v * values[0] > 0 for v in values[: step - 1])
        for values in _series(probe)
    )


def _at_change_of(probe: Probe, step: int) -> bool:
    """Whether a setting has just changed for the first time."""
    return step > 1 and any(
        values[step - 1] != values[0] and len(set(values[: step - 1])) == 1 for values in _series(probe)
    )


def _has_many(probe: Probe) -> bool:
    """Whether a step returns more than one number for a quantity."""
    values = probe.expected[0].values
    return isinstance(values, np.ndarray) and values[0].size > 1


def _place(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """The simplest probe at which it shows, and at which step and coordinate."""
    probe = min(
        (probe for probe in observed.probes if probe.id in departures),
        key=lambda probe: (_has_many(probe), departures[probe.id].step),
    )
    departure = departures[probe.id]
    coordinate = _coordinate(observed, probe, departure)
    sentence = "departs-at-coordinate" if coordinate else "departs-at"
    return texts(
        sentence,
        names=_list(list(departure.names)),
        step=departure.step,
        why=probe.why,
        coordinate=coordinate,
        depart="departs" if len(departure.names) == 1 else "depart",
    )


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
