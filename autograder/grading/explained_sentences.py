"""What is said of how grading decides, by id."""

from __future__ import annotations

from collections.abc import Mapping

OF_EXPLAINED: Mapping[str, str] = {
    "compared": "What an answer is compared with",
    "compared.rule": (
        "The right answers are derived from the update rule itself: exactly where their exact form is short, "
        "else with 50 digits. Hyperparameters are decimals as they are written: 0.1 is 1/10."
    ),
    "compared.rounding": (
        "How far a float64 number may be off is worked out for each number: a bound on what rounding can do on "
        "the way to it, and a wide factor beside it, so that any arrangement of the right formula passes. "
        "A NaN never passes."
    ),
    "compared.float32": (
        "Numbers that come back as float32 are allowed {coarser} times as much; their form costs what its own check "
        "says."
    ),
    "compared.process": "The code runs in another process, which is told the inputs and never the answers.",
    "adds-up": "How points add up",
    "adds-up.weights": (
        "Each check has a weight from 1 to 5. The points of an exercise are its full points times the weight "
        "of the checks that passed, divided by the weight of all, rounded up to half a point."
    ),
    "adds-up.half": (
        "All of the points are given only where every check passes; where any passes, there is at least half a "
        "point. An exercise of half a point is all or nothing."
    ),
    "adds-up.behaviour": (
        "What a function does beside its numbers weighs nothing; where it is wrong it costs the part of the "
        "points that is said with each exercise, and the message names it."
    ),
    "worth": "{points}, in the convention {convention}.",
    "accepts": "{points}, in the convention {convention}; {others} earns the same.",
    "asked": "Asked: {title} ({count} {count:input|inputs}), weight {weight} of {of}.",
    "beside": "Beside that: {title}; where not, up to {points} less.",
    "beside-free": "Beside that: {title}.",
    "no-points": "For practice, no points",
    "priced": "Where nothing is wrong but {mistake}, {percent} % of the points are left.",
    "widest": "No number may be off by more than {times} times the largest number of its answer.",
    "inputs": "The inputs, and what each tells apart:  {command}",
    "points": "{points} {count:point|points}",
}
