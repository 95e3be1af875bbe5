"""The file of somebody who thinks that the grader is wrong: all that is needed to see who is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.model import ExerciseResult
from autograder.model.explanation import Number
from autograder.reports.wording import explained, points, word


@dataclass(frozen=True, slots=True)
class Doubt:
    """One exercise, one call, the exact answer and the one that was given."""

    result: ExerciseResult
    versions: Mapping[str, str]
    call: str
    why: str
    """What the call shows that others do not."""
    exact: Sequence[tuple[str, str, Number]]
    """Quantity and step, place in the array, and number; empty where the call has no single right answer."""
    answers: Sequence[str]
    """What the function returned, step by step, with every digit."""
    expected: Sequence[str]
    """The nearest float64 values of each quantity."""
    source: str
    code: str


def render(doubt: Doubt) -> str:
    """Markdown; whatever the student's code holds stays inside its block."""
    return "\n".join(_lines(doubt)) + "\n"


def _lines(doubt: Doubt) -> Iterator[str]:
    result = doubt.result
    yield f"# Is the grader wrong about {result.name}?"
    yield "\nWrite here what you expected, and why:\n\n"
    yield "## The call"
    yield from _block([doubt.call])
    yield f"It is there because: {doubt.why}"
    yield "\n## The exact answer"
    if doubt.exact:
        yield "\n| quantity | place | exact | to 30 digits |\n|---|---|---|---|"
        yield from (f"| {name} | {place} | {n.exact} | {n.decimal} |" for name, place, n in doubt.exact)
    else:
        yield "\nThis call is the run of a theorem: no single number is asked for."
    yield "\nIn float64, all steps:"
    yield from _block(doubt.expected)
    yield "## The answer of this function"
    yield from _block(doubt.answers or ["nothing was returned"])
    yield f"## What the grader said: {points(result.score, result.max_score, in_full=True)}"
    said = [
        f"{word(check.status)}: {check.title}" + (f"\n    {check.message}" if check.message else "")
        for check in result.checks
    ]
    yield from _block([*said, *explained(result)])
    yield f"## The rule, by the convention {result.convention}"
    yield from _block([result.formula, "", f"Source: {doubt.source}"])
    yield "## The code"
    yield from _block([doubt.code], "python")
    yield "## Versions\n"
    yield from (f"- {name}: {version}" for name, version in doubt.versions.items())


def _block(lines: Sequence[str], language: str = "") -> Iterator[str]:
    """A fenced block whose fence is longer than any in the text."""
    text = "\n".join(lines).rstrip()
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    yield f"\n{fence}{language}\n{text}\n{fence}\n"
