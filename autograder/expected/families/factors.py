"""One factor too many: what is returned, or every step that is taken, is a multiple of what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograder.expected.families.program import Named, Program, Quantities, Suspect
from autograder.model.display import number_text

SENTENCES = {0.0: "always-0", -1.0: "sign-turned-round"}
"""What is said of a factor that is none to speak of."""


def suspects(known: Program, of_steps: float | None, of_results: float | None) -> Iterator[Suspect]:
    """The program with its steps, or with what it returns, multiplied by the factor that is seen, if there is one."""
    if of_steps:
        yield Suspect("steps-times", known.with_results(_stepping(of_steps)), {"factor": number_text(of_steps, 6)})
    if of_results is not None and not known.key.state:
        details = {"factor": number_text(of_results, 6), "name": known.quantities[0]}
        function = known.with_results(lambda quantities, _: [of_results * quantities[0]])
        yield Suspect(SENTENCES.get(of_results, "times"), function, details)


def _stepping(factor: float) -> Quantities:
    def change(quantities: list[Any], given: Named) -> list[Any]:
        return [given["w"] + factor * (quantities[0] - given["w"]), *quantities[1:]]

    return change
