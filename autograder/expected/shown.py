"""An exercise without a rule explained: what students read, and what its first input gives."""

from __future__ import annotations

from autograder.expected.lookup import key_for
from autograder.model import Exercise, Expected
from autograder.model.display import argument_text, value_text
from autograder.model.explanation import Explanation, Quantity


def reference_shown(exercise: Exercise) -> Explanation:
    """The docstring of a reference, the inputs of its first case, and what is right there."""
    key = key_for([exercise]).exercises[exercise.name]
    title, _, rest = key.docstring.partition("\n")
    rest, _, source = rest.partition("\nSource: ")
    probe = key.checks[0].probes[0]
    given = dict(zip(key.parameters, probe.call.arguments, strict=True)) | dict(probe.call.keywords)
    steps = range(len(probe.expected[0].values))
    return Explanation(
        name=exercise.name,
        title=title.rstrip("."),
        signature=key.signature,
        source=source.strip() or "the course's own function",
        convention="default",
        convention_title="a function, not a rule",
        other_conventions=(),
        formula=rest.strip() or title,
        latex="",
        landscape="",
        on="",
        inputs=tuple((name, argument_text(value, key.losses)) for name, value in given.items()),
        steps=tuple(tuple(_quantity(one, step) for one in probe.expected) for step in steps),
        places=(),
        path=(),
    )


def _quantity(expected: Expected, step: int) -> Quantity:
    return Quantity(expected.name, "", value_text(expected.values[step]))
