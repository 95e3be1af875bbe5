"""What `grade show` prints of a rule or a landscape."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.model.picture import Points


@dataclass(frozen=True, slots=True)
class Number:
    """A number: exactly (empty where there is no closed form, or a long one), and in decimals."""

    exact: str
    decimal: str

    def __str__(self) -> str:
        return self.decimal if self.exact in ("", self.decimal) else f"{self.exact} = {self.decimal}"


class PointKind(StrEnum):
    """What a point of a landscape is."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"
    DEGENERATE = "degenerate"
    END = "end"  # of the domain
    LOWEST = "lowest"  # in the whole domain


@dataclass(frozen=True, slots=True)
class PointShown:
    """A critical point, or an end of the domain."""

    at: tuple[Number, ...]
    kind: PointKind
    value: Number
    curvatures: tuple[Number, ...] = ()
    stable_lr: Number | None = None

    @property
    def place(self) -> tuple[float, ...]:
        """Where it is, to draw it."""
        return tuple(float(number.decimal) for number in self.at)


@dataclass(frozen=True, slots=True)
class Description:
    """All that `grade show` prints of a landscape."""

    name: str
    title: str
    formula: str
    latex: str
    variables: tuple[str, ...]
    domain: tuple[tuple[str, str], ...]
    gradient: tuple[str, ...]
    hessian: tuple[tuple[str, ...], ...]
    critical_points: tuple[PointShown, ...]
    are_known: bool
    """Whether the critical points are all there are in the domain."""
    ends: tuple[PointShown, ...]
    lowest: tuple[PointShown, ...]
    """All points with the smallest value; none where none is known."""
    lipschitz: Number | None
    stable_lr: Number | None
    rounds: tuple[str, ...]
    curve: tuple[tuple[float, float], ...]
    """Points of the graph, for a function of one variable."""
    levels: tuple[Points, ...] = ()
    """Lines of equal loss around its points, for a function of two variables."""


@dataclass(frozen=True, slots=True)
class PathPoint:
    """Where a rule stands after some steps, and the loss there."""

    step: int
    at: tuple[float, ...]
    loss: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity after one assignment: its exact value (empty where that is too long to read) and its decimals."""

    name: str
    exact: str
    decimal: str
    put_in: str = ""
    """Its formula with the numbers in it: "9/10*0 + 8"; empty where that says no more, or is too long to read."""

    def __str__(self) -> str:
        """The line on paper, without the name: "9/10*4 + 8 = 58/5 = 11.6"."""
        return " = ".join(dict.fromkeys(part for part in (self.put_in, self.exact, self.decimal) if part))


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that `grade show` prints of a rule."""

    name: str
    title: str
    signature: str
    source: str
    convention: str
    convention_title: str
    other_conventions: tuple[tuple[str, str, str], ...]
    """Name, title, and who uses it."""
    formula: str
    latex: str
    landscape: str
    """The formula of the function that the steps are worked out on."""
    on: str
    """The name of that function."""
    inputs: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Quantity, ...], ...]
    places: tuple[int, ...]
    """Of a schedule, for which step each of them is worked out; empty elsewhere, where they follow each other."""
    path: tuple[PathPoint, ...]
    """The points passed, the start first; empty where a single step was asked for."""
    curve: tuple[tuple[float, float], ...] = ()
    """Of a schedule, its value at every step up to the last one shown."""
    task: str = ""
    """What is to be written, where that is all that is said of it."""
    withheld: str = ""
    """Why there is no formula: "hidden" or "after_first_try"; empty where it is there."""
