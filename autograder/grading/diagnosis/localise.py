"""Where answers that nothing explains depart from the right ones: which quantity, when, and what still holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np

from autograder.grading.compare import ComparedValue, Mismatch
from autograder.grading.diagnosis.at_steps import asked_of, at_which_steps
from autograder.grading.diagnosis.contrast import contrasts
from autograder.grading.diagnosis.likeness import likeness
from autograder.grading.diagnosis.readable import most_readable, numbers_said, shown_wrong
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import Argument, Carried, Probe, Series, Value

MOST_PATTERNS = 2
"""How many sentences there may be on what right or wrong answers share."""
_WORD = re.compile(r"\w+")
MOST_EXAMPLES = 2
"""How many cases are quoted."""


def where_it_departs(observation: Observation, texts: Texts, never_used: Sequence[str] = ()) -> str:
    """A few sentences on what is wrong and what is right: which quantity, one explanation, and where it shows."""
    strange = list(_not_finite(observation, texts))
    idle = list(_without_influence(observation, never_used, texts))
    alike = None if strange or idle else likeness(observation, _to_look_at(observation), texts)
    explained = [*strange, *idle, *([alike.sentence] if alike else [])]
    is_open = not explained or (alike is not None and alike.is_open)
    shared = list(islice(_shared(observation, texts), MOST_PATTERNS - len(explained))) if is_open else []
    found = [*_quantities(observation, texts), *explained, *shared]
    shows = _shows_not_finite if strange else lambda mismatch: True
    place = (
        _place(observation, texts, shows)
        if strange or (is_open and len(explained) + len(shared) < MOST_PATTERNS)
        else []
    )
    at_steps = bool(place) and bool(asked_of(observation.layout))  # which says the settings that it speaks of
    numbers = [] if explained or shared or at_steps else numbers_said(observation, texts, again=not found)
    return " ".join([*found, *place, *numbers])


def _shared(observation: Observation, texts: Texts) -> Iterator[str]:
    """What wrong answers have in common, or right ones."""
    return chain(_patterns(observation, texts), contrasts(observation, texts))


def _without_influence(observation: Observation, never_used: Sequence[str], texts: Texts) -> Iterator[str]:
    """Which arguments the function never looks at; but not eps, say, where the convention does without."""
    key, call = observation.layout.key, observation.layout.probes[0].call
    formula = set(_WORD.findall(key.formula))
    if idle := [name for name in never_used if name in formula or not isinstance(call.keywords.get(name), float)]:
        yield texts("never-used", names=texts.listed(idle), count=len(idle), function=key.name)


# ---------------------------------------------------------------- which quantity


def _quantities(observation: Observation, texts: Texts) -> Iterator[str]:
    """What is wrong where answers first depart, and which line to look at; later it may carry over to the rest."""
    names = _names(observation)
    if len(names) == 1:
        return
    wrong = [name for name in names if name in _wrong_names(observation)]
    right = [name for name in names if name not in wrong]
    run = _to_look_at(observation)
    said = {"wrong": texts.listed(wrong), "wrongs": len(wrong), "look": texts.listed(run)}
    if right:
        yield texts("some-right", right=texts.listed(right), count=len(right), **said)
    else:
        yield texts("none-right-look" if len(run) < len(wrong) else "none-right", **said)


def _to_look_at(observation: Observation) -> list[str]:
    """The wrong quantities that the formula computes before other wrong ones, in the order of what is returned."""
    together = {mismatch.names for mismatch in observation.mismatches.values()}
    first = {name for some in together for name in _computed_first(some, observation)}
    return [name for name in _names(observation) if name in first]


def _names(observation: Observation) -> list[str]:
    return [quantity.name for quantity in observation.layout.probes[0].expected]


def _wrong_names(observation: Observation) -> set[str]:
    return {name for mismatch in observation.mismatches.values() for name in mismatch.names}


def _computed_first(names: Sequence[str], observation: Observation) -> tuple[str, ...]:
    """The one of some quantities that the formula computes first: the others may be wrong only because of it.

    Of a count that is hardly so, because it may be used as it should be and returned as it was; then two are named.
    """
    computed = [line.partition(" = ")[0].strip() for line in observation.layout.key.formula.splitlines()]
    in_order = sorted(names, key=lambda name: computed.index(name) if name in computed else len(computed))
    counts = {q.name for q in observation.layout.probes[0].expected if q.tolerances is None}
    return tuple(in_order[: 2 if in_order[0] in counts else 1])


# ---------------------------------------------------------------- what still holds


def _patterns(observation: Observation, texts: Texts) -> Iterator[str]:
    runs = [probe for probe in observation.probes if probe.id in observation.layout.chains]
    first_wrong = {probe.id: mismatch.step for probe in runs if (mismatch := observation.mismatches.get(probe.id))}
    only_runs = first_wrong and len(first_wrong) == len(runs) == len(observation.mismatches)
    if only_runs and set(first_wrong.values()) == {2}:
        yield texts("only-first-step")
    if len(first_wrong) < len(observation.mismatches):
        return
    if all(_at_change_of_sign(probe, first_wrong[probe.id]) for probe in observation.wrong_probes):
        yield texts("until-sign-changes")
    elif all(_at_change_of(probe, first_wrong[probe.id]) for probe in observation.wrong_probes):
        yield texts("until-settings-change")


def _not_finite(observation: Observation, texts: Texts) -> Iterator[str]:
    """Whether values are NaN or infinite where they should be numbers."""
    if np.isfinite(observation.fingerprint.numbers[observation.given]).all():
        return
    has_nan: dict[str, bool] = {}
    for shown in chain.from_iterable(map(shown_wrong, observation.mismatches.values())):
        if not has_nan.get(shown.name) and _not_finite_although_right_is(shown):
            has_nan[shown.name] = bool(np.isnan(np.asarray(shown.got)).any())
    nan, names = any(has_nan.values()), list(has_nan)
    if nan or (names and _given_finite(observation)):
        yield texts("not-a-number" if nan else "infinite", names=texts.listed(names), count=len(names))


def _shows_not_finite(mismatch: Mismatch) -> bool:
    return any(map(_not_finite_although_right_is, shown_wrong(mismatch)))


def _not_finite_although_right_is(shown: ComparedValue) -> bool:
    return not _finite(shown.got) and _finite(shown.expected)


def _given_finite(observation: Observation) -> bool:
    """Whether no state holds an infinity from the start, as a best loss does."""
    states = (a.start for probe in observation.probes for a in probe.call.arguments if isinstance(a, Carried))
    return all(_finite(entry) for state in states if isinstance(state, dict) for entry in state.values())


def _finite(value: Value) -> bool:
    array = np.asarray(value)
    return array.dtype.kind not in "fi" or bool(np.isfinite(array).all())


def _series(arguments: Iterable[Argument]) -> Iterator[tuple[float, ...]]:
    for argument in arguments:
        numbers = [np.asarray(value) for value in argument.values] if isinstance(argument, Series) else []
        if numbers and all(number.ndim == 0 for number in numbers):
            yield tuple(map(float, numbers))


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


def _place(observation: Observation, texts: Texts, shows: Callable[[Mismatch], bool]) -> list[str]:
    """Where it shows, if that says anything: at which steps of a schedule, in which cases, coordinate or step."""
    wrong = observation.wrong_probes
    at_steps = at_which_steps(observation, texts)
    if at_steps:
        return [at_steps]
    if len(observation.probes) > len(wrong) and not observation.layout.chains:
        return _in_cases(observation, texts)
    probe = most_readable(observation, [probe for probe in wrong if shows(observation.mismatches[probe.id])])
    mismatch = observation.mismatches[probe.id]
    coordinate = _coordinate(observation, probe, mismatch)
    part = "-part" if probe.call.steps == 1 and set(mismatch.names) != _wrong_names(observation) else ""
    if not coordinate and not part and mismatch.step == 1:
        return []
    sentence = texts(
        f"departs{'-at' if probe.call.steps > 1 else ''}{'-in' if coordinate else ''}{part}",
        names=texts.listed(mismatch.names),
        step=mismatch.step,
        why=probe.why,
        coordinate=coordinate,
        count=len(mismatch.names),
    )
    return [sentence]


def _in_cases(observation: Observation, texts: Texts) -> list[str]:
    """Which of the cases are wrong, and which are right, where some are."""
    wrong_cases = dict.fromkeys(probe.why for probe in observation.wrong_probes)
    whole = (p for p, complete in zip(observation.layout.probes, observation.complete, strict=True) if complete)
    right_cases = dict.fromkeys(probe.why for probe in whole if probe.why not in wrong_cases)
    if not right_cases:
        return []
    return [texts("in-some-cases", wrong=_examples(wrong_cases, texts), right=_examples(right_cases, texts))]


def _examples(cases: Iterable[str], texts: Texts) -> str:
    quoted = [f'"{texts.of(case)}"' for case in cases]
    more = len(quoted) - MOST_EXAMPLES
    return texts.listed([*quoted[:MOST_EXAMPLES], *([texts("more-cases", count=more)] if more > 0 else [])])


def _coordinate(observation: Observation, probe: Probe, mismatch: Mismatch) -> str:
    """Which coordinate is wrong, where only some are; empty otherwise."""
    index = next(i for i, quantity in enumerate(probe.expected) if quantity.name == mismatch.names[0])
    expected, block = probe.expected[index], observation.layout.blocks[observation.layout.probes.index(probe)][index]
    if expected.tolerances is None or isinstance(expected.values, tuple):
        return ""
    first = block.start + (mismatch.step - 1) * block.size
    wrong = ~observation.right[first : first + block.size].reshape(expected.values.shape[1:])
    if not wrong.ndim or wrong.all() or not wrong.any():
        return ""
    return str([int(i) for i in np.argwhere(wrong)[0]])
