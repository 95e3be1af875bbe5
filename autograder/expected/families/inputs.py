"""The right program asked for something else: an argument that is changed on its way, or that has no influence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.expected.families.program import Change, Named, Program, Suspect
from autograder.model.display import number_text

OF_GRADIENTS: tuple[tuple[str, Change], ...] = (
    ("clipped", lambda grad: np.clip(grad, -1, 1)),
    ("clipped-in-length", lambda grad: grad / max(1.0, float(np.linalg.norm(grad)))),
    ("of-unit-length", lambda grad: grad / (float(np.linalg.norm(grad)) or 1.0)),
    ("only-sign", np.sign),
    ("only-size", np.abs),
    ("mean-for-all", lambda grad: np.mean(grad) + 0 * grad),
    ("sum-for-all", lambda grad: np.sum(grad) + 0 * grad),
    ("squared", np.square),
)
"""What happens to a gradient before it is used; the sentence is called `gradient-<id>`."""

PENALTIES = (1e-4, 1e-3, 0.01, 0.1, 0.5, 1.0, 2.0)
"""By how much of the weights a gradient is usually raised where weight decay is added that nobody asks for."""

OF_NUMBERS: tuple[tuple[str, Change], ...] = (
    ("10 times", lambda h: 10 * h),
    ("a tenth of", lambda h: h / 10),
    ("twice", lambda h: 2 * h),
    ("half of", lambda h: h / 2),
    ("the square of", lambda h: h**2),
    ("the root of", lambda h: h**0.5),
    ("1 less", lambda h: 1 - h),
    ("1 over", lambda h: 1 / h),
    ("minus", lambda h: -h),
)
"""What may stand in the place of a hyperparameter."""

OF_COUNTS: tuple[tuple[str, Change], ...] = (
    ("{name} - 1", lambda n: max(1, n - 1)),
    ("{name} + 1", lambda n: n + 1),
    ("2*{name}", lambda n: 2 * n),
)
"""What may stand in the place of a whole number."""


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with one of its arguments changed, or without influence."""
    yield from _of_gradients(known)
    yield from _half_way(known)
    yield from _of_penalties(known)
    yield from _of_hyperparameters(known)
    yield from of_flags(known)
    yield from _of_arrays(known)
    yield from _of_steps(known)


def _changed(known: Program, name: str, change: Change) -> Callable[..., Any]:
    def changed(arguments: Named) -> Named:
        return {**arguments, name: change(arguments[name])}

    return known.with_inputs(changed)


def _of_gradients(known: Program) -> Iterator[Suspect]:
    for id_, change in OF_GRADIENTS:
        if "grad" in known.key.parameters:
            yield Suspect(f"gradient-{id_}", _changed(known, "grad", change))
        elif "grad_fn" in known.key.parameters:
            yield Suspect(f"gradient-{id_}", _changed(known, "grad_fn", _followed_by(change)))


def _half_way(known: Program) -> Iterator[Suspect]:
    """With the mean of the gradients at w and where it belongs: on quadratics the gradient half-way between the two."""
    if {"w", "grad_fn"} <= set(known.key.parameters):
        yield Suspect("gradient-half-way", known.with_inputs(_averaged_with_start))


def _averaged_with_start(given: Named) -> Named:
    w, grad_fn = given["w"], given["grad_fn"]
    return {**given, "grad_fn": lambda at: (grad_fn(w) + grad_fn(at)) / 2}


def _of_penalties(known: Program) -> Iterator[Suspect]:
    """With weight decay in the gradient, where the rule has none."""
    if known.key.parameters[:1] != ("w",) or "weight_decay" in known.hyperparameters:
        return
    for share in PENALTIES:
        said = {"said": "w" if share == 1 else f"{number_text(share)}*w"}
        if "grad" in known.key.parameters:
            yield Suspect("weight-decay", known.with_inputs(_raised(share)), said)
        elif "grad_fn" in known.key.parameters:
            yield Suspect("weight-decay", _changed(known, "grad_fn", _raised_at(share)), said)
        elif known.quantities == ("grad",):
            raised = known.with_results(lambda q, given, share=share: [q[0] + share * given["w"]])  # type: ignore[misc]
            yield Suspect("weight-decay", raised, said)


def _raised(share: float) -> Callable[[Named], Named]:
    return lambda given: {**given, "grad": given["grad"] + share * given["w"]}


def _raised_at(share: float) -> Change:
    return lambda grad_fn: lambda at: grad_fn(at) + share * at


def _followed_by(change: Change) -> Change:
    return lambda grad_fn: lambda at: change(grad_fn(at))


def _of_hyperparameters(known: Program) -> Iterator[Suspect]:
    for name in known.hyperparameters:
        kind = known.kind(name)
        if kind is float:
            for said, change in OF_NUMBERS:
                text = f"1 - {name}" if said == "1 less" else f"1/{name}" if said == "1 over" else f"{said} {name}"
                yield Suspect("another-number", _changed(known, name, change), {"name": name, "said": text})
            for other in known.hyperparameters:
                if other != name and known.kind(other) is float:
                    yield Suspect("another-argument", _exchanged(known, name, other), {"name": name, "other": other})
        if kind is int:
            for said, change in OF_COUNTS:
                details = {"name": name, "said": said.format(name=name)}
                yield Suspect("another-number", _changed(known, name, change), details)


def _exchanged(known: Program, name: str, other: str) -> Callable[..., Any]:
    return known.with_inputs(lambda arguments: {**arguments, name: arguments[other]})


def of_flags(known: Program) -> Iterator[Suspect]:
    """The program that does not look at a truth value, or takes it the wrong way round."""
    for name in known.hyperparameters:
        if known.kind(name) is bool:
            for value in (True, False):
                yield Suspect("flag-ignored", _changed(known, name, _always(value)), {"name": name, "value": value})
            yield Suspect("flag-inverted", _changed(known, name, lambda flag: not flag), {"name": name})


def _of_arrays(known: Program) -> Iterator[Suspect]:
    """Without an argument that is an array: it is zero everywhere."""
    for name in known.key.parameters:
        first = known.first(name)
        if name not in ("w", "grad", "state") and isinstance(first, np.ndarray) and first.dtype.kind == "f":
            yield Suspect("no-influence", _changed(known, name, lambda array: 0 * array), {"name": name})


def _of_steps(known: Program) -> Iterator[Suspect]:
    """A schedule that is somewhere else on its way."""
    if "step" not in known.key.parameters:
        return
    for by in (1, -1, 2, -2, 3, -3):
        sentence = f"steps-{'ahead' if by > 0 else 'behind'}"
        yield Suspect(sentence, _changed(known, "step", _moved(by)), {"by": abs(by)})
    yield Suspect("never-step-0", _changed(known, "step", lambda step: max(step, 1)))
    for by in (1, 2):
        yield Suspect("late-from-0", _changed(known, "step", _late(by)), {"by": by})
    yield Suspect("twice-as-fast", _changed(known, "step", lambda step: 2 * step))
    for name in known.hyperparameters:
        if known.kind(name) is int:
            yield Suspect("starts-again", _both(known, name, lambda step, n: step % n), {"name": name})
            yield Suspect("stays-after", _both(known, name, min), {"name": name})


def of_whole_steps(known: Program) -> Iterator[Suspect]:
    """A schedule that is some steps behind, where nothing is said of the steps before the first."""
    if "step" in known.key.parameters:
        for by in (1, 2, 3):
            yield Suspect("steps-behind", _changed(known, "step", _late(by)), {"by": by})


def _always(value: Any) -> Change:
    return lambda _: value


def _moved(by: int) -> Change:
    return lambda step: step + by


def _late(by: int) -> Change:
    return lambda step: max(step - by, 0)


def _both(known: Program, name: str, change: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return known.with_inputs(lambda arguments: {**arguments, "step": change(arguments["step"], arguments[name])})
