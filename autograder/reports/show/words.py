"""What `grade show` shows, and the sentences that its formats share."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.reports.safe import number
from autograder.texts import ENGLISH, Language, Texts

if TYPE_CHECKING:
    from autograder.model.explanation import Description, Explanation, PathPoint, PointShown, Quantity
    from autograder.model.picture import Points

POINTS = ("", "where", "value", "curvature")
PATH = ("step", "w", "loss")
LEFT_TO_YOU = "an exercise of this course, which leaves it to you"
WIDTH = 88
MOST_NAMES = 8
"""As many mistakes are named beside a probe; of more only the number is said."""


@dataclass(frozen=True, slots=True)
class ProbeShown:
    """A probe as a reader sees it: why it is there, its call, and which mistakes it tells from the right answer."""

    why: str
    call: str
    separates: tuple[str, ...]
    misses: tuple[str, ...]
    """The other mistakes, which need another probe."""


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A check as a reader sees it: what it weighs (or, for behaviour, costs), and what its probes show."""

    id: str
    title: str
    weight: int
    """0 for behaviour."""
    cost: float
    """The most points that behaviour costs; 0 for a check that weighs something."""
    probes: tuple[ProbeShown, ...]
    left_out: tuple[str, ...] = ()
    """Of each input for which the rule has no value, why."""


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule explained, the convention that the course grades, the checks if asked for, and the ground of its path."""

    explanation: Explanation
    graded: str
    checks: tuple[CheckShown, ...]
    points: float
    """What the exercise is worth."""
    ground: Description | None
    levels: tuple[Points, ...] = ()
    """Lines of equal loss around the path, where that lies in a plane."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is printed: a rule, a landscape, or both where they have one name."""

    rule: RuleShown | None
    landscape: Description | None
    language: Language = ENGLISH
    ascii_only: bool = False
    """Whether the terminal has no other signs."""


# ---------------------------------------------------------------- of a rule


def heading(shown: RuleShown, texts: Texts) -> str:
    """Which convention is shown, and whether it is the one that counts."""
    e = shown.explanation
    said = {"title": e.title, "convention": e.convention, "words": e.convention_title}
    if e.convention == shown.graded:
        return texts("show.as-here", **said)
    return texts("show.as-elsewhere", **said, graded=shown.graded)


def formula_lines(e: Explanation, texts: Texts) -> list[str]:
    """The formula, or in its place why the course does not show it, and what is asked for."""
    if not e.withheld:
        return e.formula.splitlines()
    said = [texts(f"show.{e.withheld}", name=e.name), texts.of(e.task)]
    return [line for sentence in said for line in textwrap.wrap(sentence, WIDTH)]


def step_headings(e: Explanation, texts: Texts) -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    """Each worked step with what stands above it: which one it is, or of which step it is the value."""
    for place, step in enumerate(e.steps):
        yield f"step = {e.places[place]}" if e.places else texts("show.step", step=place + 1), step


def separation(probe: ProbeShown, texts: Texts) -> str:
    """What a probe tells from the right answer, in a sentence."""
    if not probe.separates:
        return ""
    names, others = ", ".join(probe.separates), ", ".join(probe.misses)
    said = {"count": len(probe.separates), "of": len(probe.separates) + len(probe.misses)}
    if len(probe.separates) <= MOST_NAMES:
        return texts("show.tells", **said, listed=names)
    if 0 < len(probe.misses) <= MOST_NAMES:
        return texts("show.tells-not", **said, listed=others)
    return texts("show.tells-some", **said)


def checks_heading(shown: RuleShown, texts: Texts) -> str:
    """What the list of checks is, with the points that they share."""
    return texts("show.tries", points=number(shown.points))


def worth(check: CheckShown, shown: RuleShown, texts: Texts) -> str:
    """What a check counts among the others, or what behaviour costs."""
    if not check.weight:
        return texts("show.costs", points=number(check.cost))
    return texts("show.weighs", weight=check.weight, of=sum(other.weight for other in shown.checks))


def left_out(check: CheckShown) -> str:
    """How many of the inputs of a check are left out, and why; empty where none is."""
    if not check.left_out:
        return ""
    count = len(check.left_out)
    return f"{count} of {count + len(check.probes)} inputs left out: {'; '.join(dict.fromkeys(check.left_out))}"


def path_rows(path: Sequence[PathPoint]) -> list[tuple[str, str, str]]:
    """A path as rows of text, under the heads of PATH."""
    return [(str(p.step), ", ".join(f"{x:.10g}" for x in p.at), f"{p.loss:.10g}") for p in path]


# ---------------------------------------------------------------- of a landscape


def domain(d: Description) -> str:
    """The domain, to stand behind a formula."""
    limits = (f"{low} <= {v} <= {high}" for v, (low, high) in zip(d.variables, d.domain, strict=False))
    return f"    for {', '.join(limits)}" if d.domain else ""


def rounds(d: Description) -> str:
    """What the loss of an online problem is the mean of."""
    return f"the mean of the losses that come in turn: {', '.join(d.rounds)}"


def coordinates(d: Description, point: PointShown) -> str:
    """Where a point is: "x = 1, y = 1"."""
    return ", ".join(f"{v} = {x}" for v, x in zip(d.variables, point.at, strict=True))


def smallest(d: Description) -> str:
    """The smallest value, and every place that has it."""
    places = " and at ".join(coordinates(d, point) for point in d.lowest)
    return f"Smallest value: {d.lowest[0].value} at {places}"


def point_rows(d: Description) -> list[tuple[str, str, str, str]]:
    """The critical points and the ends of the domain, under the heads of POINTS."""
    return [
        (p.kind, coordinates(d, p), str(p.value), ", ".join(map(str, p.curvatures)))
        for p in (*d.critical_points, *d.ends)
    ]


def no_points(d: Description) -> str:
    """What is said where there is no critical point to list."""
    return "Critical points: none." if d.are_known else "Critical points: none is known in closed form."


def rates(d: Description) -> Iterator[str]:
    """What learning rates gradient descent is stable with, in sentences."""
    if d.lipschitz is not None:
        where = " on this domain" if d.domain else ""
        yield f"Lipschitz constant of the gradient{where}: {d.lipschitz}"
    else:
        yield "Lipschitz constant of the gradient: none is known (the curvature has no bound, or no simple one)."
    if d.stable_lr is not None:
        yield f"Every step of gradient descent lowers the loss for lr < 2/L = {d.stable_lr}"
    for point in d.critical_points:
        if point.stable_lr is not None:
            yield f"It stays near the minimum at {coordinates(d, point)} for lr < {point.stable_lr}"
