"""What the right program gives, changed before it is returned: by a factor, by its sign, in its length, cut short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.expected.families.program import Named, Program, Suspect

SCALES: tuple[tuple[str, Callable[[Named], Any]], ...] = (
    ("-1", lambda given: -1.0),
    ("lr", lambda given: given["lr"]),
    ("-lr", lambda given: -given["lr"]),
    ("1 - beta", lambda given: 1 - given["beta"]),
    ("-(1 - beta)", lambda given: given["beta"] - 1),
    ("2", lambda given: 2.0),
    ("1/2", lambda given: 0.5),
)
"""By what an entry of the state may be off while everything that is computed from it takes that into account."""


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with what it returns changed."""
    if "w" in known.key.parameters and known.quantities[0] == "w" and "grad_fn" not in known.key.parameters[:1]:
        yield Suspect("w-unchanged", known.with_results(lambda q, given: [given["w"] + 0.0, *q[1:]]))
        yield Suspect("step-alone", known.with_results(_step_alone))
        yield Suspect("step-clipped", known.with_results(_clipped))
        yield Suspect("step-at-most-1", known.with_results(_shortened))
        yield Suspect("cut-off-at-0", known.with_results(lambda q, _: [np.maximum(q[0], 0), *q[1:]]))
        yield Suspect("multiplied", known.with_results(lambda q, given: [given["w"] * (1 + q[0] - given["w"]), *q[1:]]))
        yield Suspect(
            "times-w", known.with_results(lambda q, given: [given["w"] + (q[0] - given["w"]) * given["w"], *q[1:]])
        )
    for at, name in enumerate(known.key.state, 1):
        for said, scale in SCALES:
            if all(part in known.hyperparameters for part in ("lr", "beta") if part in said):
                sentence = "entry-turned-round" if said == "-1" else "entry-scaled"
                yield Suspect(sentence, _scaled(known, at, name, scale), {"name": name, "factor": said})


def _step_alone(quantities: list[Any], given: Named) -> list[Any]:
    return [quantities[0] - given["w"], *quantities[1:]]


def _clipped(quantities: list[Any], given: Named) -> list[Any]:
    return [given["w"] + np.clip(quantities[0] - given["w"], -0.1, 0.1), *quantities[1:]]


def _shortened(quantities: list[Any], given: Named) -> list[Any]:
    step = quantities[0] - given["w"]
    return [given["w"] + step / max(1.0, float(np.linalg.norm(step))), *quantities[1:]]


def _scaled(known: Program, at: int, name: str, scale: Callable[[Named], Any]) -> Callable[..., Any]:
    """The program that keeps one entry of its state times a factor, and knows it when it takes the entry up again."""

    def answer(given: Named) -> Any:
        factor = scale(given)
        state = {**given["state"], name: given["state"][name] / factor}
        quantities = known.apart(known({**given, "state": state}))
        quantities[at] = quantities[at] * factor
        return known.together(quantities)

    return known.calling(answer)
