"""The file of somebody who thinks that the grader is wrong: all that is needed to see who is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.model import ExerciseResult
from autograder.model.explanation import Number
from autograder.reports.sentences import IN_ENGLISH
from autograder.reports.wording import explained, points, word
from autograder.texts import Texts


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


def render(doubt: Doubt, texts: Texts = IN_ENGLISH) -> str:
    """Markdown; whatever the student's code holds stays inside its block."""
    return "\n".join(_lines(doubt, texts)) + "\n"


def _lines(doubt: Doubt, texts: Texts) -> Iterator[str]:
    result = doubt.result
    yield f"# {texts('doubt.title', name=result.name)}"
    yield f"\n{texts('doubt.write-here')}\n\n"
    yield f"## {texts('doubt.call')}"
    yield from _block([doubt.call])
    yield texts("doubt.why", text=doubt.why)
    yield f"\n## {texts('doubt.exact')}"
    if doubt.exact:
        heads = (texts(f"head.{name}") for name in ("quantity", "place", "exact", "digits"))
        yield f"\n| {' | '.join(heads)} |\n|---|---|---|---|"
        yield from (f"| {name} | {place} | {n.exact} | {n.decimal} |" for name, place, n in doubt.exact)
    else:
        yield f"\n{texts('doubt.theorem')}"
    yield f"\n{texts('doubt.in-float64')}"
    yield from _block(doubt.expected)
    yield f"## {texts('doubt.own')}"
    yield from _block(doubt.answers or [texts("doubt.nothing")])
    yield f"## {texts('doubt.said', points=points(result.score, result.max_score, texts, in_full=True))}"
    said = [
        f"{word(check.status, texts)}: {check.title}" + (f"\n    {check.message}" if check.message else "")
        for check in result.checks
    ]
    yield from _block([*said, *explained(result, texts)])
    yield f"## {texts('doubt.rule', convention=result.convention)}"
    yield from _block([result.formula, "", texts("show.source", source=doubt.source)])
    yield f"## {texts('doubt.code')}"
    yield from _block([doubt.code], "python")
    yield f"## {texts('doubt.versions')}\n"
    yield from (f"- {name}: {version}" for name, version in doubt.versions.items())


def _block(lines: Sequence[str], language: str = "") -> Iterator[str]:
    """A fenced block whose fence is longer than any in the text."""
    text = "\n".join(lines).rstrip()
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    yield f"\n{fence}{language}\n{text}\n{fence}\n"
