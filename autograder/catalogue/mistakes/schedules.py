"""What goes wrong in many schedules: in the count of steps, on the way along the cosine, and at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp

from autograder.symbolic import Entry
from autograder.symbolic.steps import Everywhere
from autograder.symbolic.vocabulary import step


def counting() -> tuple[Entry, ...]:
    """The count of steps one ahead, or one behind."""
    return (
        ("one-step-ahead", "the schedule runs one step ahead", "where step enters the formula",
         "Which step is the very first update? Write down the first three learning rates by hand and compare.",
         "step -> step + 1"),
        ("one-step-behind", "the schedule runs one step behind", "where step enters the formula",
         "Does the count start at 0 or at 1? Write down the first three learning rates by hand and compare.",
         "step -> step - 1"),
    )


# ---------------------------------------------------------------- along the cosine


Ease = Callable[[str, str], str]
"""The way from one learning rate to another, of which the part x has been gone."""

EASES = (
    ("degrees", "the angle of the cosine is in degrees", "the argument of the cosine",
     "What does np.cos(180) print? And what should the cosine of half a turn be?",
     "{b} + ({a} - {b})*(1 + cos(180*x))/2"),
    ("full-wave", "the cosine runs through a whole wave", "the argument of the cosine",
     "Where is the cosine when the way is half over? Where should the learning rate be then?",
     "{b} + ({a} - {b})*(1 + cos(2*pi*x))/2"),
    ("quarter-wave", "the cosine runs through a quarter of a wave",
     "the argument of the cosine and what is added to it",
     "Is the learning rate flat at both ends of the way? Plot it.",
     "{b} + ({a} - {b})*cos(pi*x/2)"),
    ("no-pi", "pi is missing in the cosine", "the argument of the cosine",
     "What is the cosine at the end of the way, and what should it be?",
     "{b} + ({a} - {b})*(1 + cos(x))/2"),
    ("no-half", "the division by 2 is missing", "the factor in front of 1 + cos(...)",
     "How large is 1 + cos(0)? Does your schedule start where it should?",
     "{b} + ({a} - {b})*(1 + cos(pi*x))"),
    ("half-of-the-cosine", "only the cosine is divided by 2", "the parentheses around 1 + cos(...)",
     "How large is your factor at the start and at the end of the way?",
     "{b} + ({a} - {b})*(1 + cos(pi*x)/2)"),
    ("no-one", "the 1 in 1 + cos(...) is missing", "what is added to the cosine",
     "Which values does the cosine take, and which should your factor take?",
     "{b} + ({a} - {b})*cos(pi*x)/2"),
    ("wrong-way", "the cosine eases the wrong way round", "the sign in front of the cosine",
     "At which end of the way is your learning rate the larger one?",
     "{b} + ({a} - {b})*(1 - cos(pi*x))/2"),
    ("no-difference", "the wave is as high as the rate it starts from, not as the difference of the two",
     "the factor in front of 1 + cos(...)",
     "Put the largest value of the wave into your formula: do you get the rate to start from?",
     "{b} + {a}*(1 + cos(pi*x))/2"),
    ("end-ignored", "the rate eases down to 0", "what is left when 1 + cos(...) is 0",
     "Which learning rate do you get at the very end?",
     "{a}*(1 + cos(pi*x))/2"),
    ("part-outside-the-cosine", "the part of the way is multiplied by cos(pi) instead of standing in the cosine",
     "the argument of the cosine",
     "Which number is np.cos(np.pi)? Does your cosine change from step to step?",
     "{b} + ({a} - {b})*(1 + cos(pi)*x)/2"),
    ("cosine-beside-the-product", "the cosine is added to the rate, not multiplied by the difference of the two rates",
     "the parentheses around 1 + cos(...)",
     "How far is it from the largest of your learning rates to the smallest? How far should it be?",
     "{b} + ({a} - {b})*1/2 + cos(pi*x)/2"),
    ("straight", "a straight line instead of the cosine", "the part of the way that has been gone",
     "Where should the learning rate be after a quarter of the way? Is it the same as on a line?",
     "{b} + ({a} - {b})*(1 - x)"),
)
"""Wrong ways from {a} to {b}."""

FALLS = (
    ("lr-end-as-floor", "the cosine goes to 0 and stops at lr_end", "how lr_end enters",
     "Which learning rate lies halfway? Is it halfway between the two rates?",
     "max({b}, {a}*(1 + cos(pi*x))/2)"),
    ("end-as-a-fraction", "lr_end is taken as a part of the rate from which the way starts", "how lr_end enters",
     "What does your formula give where 1 + cos(...) is 0? Is it lr_end?",
     "{a}*{b} + ({a} - {a}*{b})*(1 + cos(pi*x))/2"),
)
"""Wrong ways that only go down, to lr_end."""


def ease(a: str, b: str) -> str:
    """From a (x = 0) to b (x = 1) along half a wave of the cosine."""
    return f"{b} + ({a} - {b})*(1 + cos(pi*x))/2"


def eases(lines: Callable[[Ease], str], wrong: Iterable[tuple[str, str, str, str, str]] = EASES) -> tuple[Entry, ...]:
    """Every wrong way in the place of the right one; `lines` are the lines with a given way in them."""
    return tuple((id_, title, place, hint, lines(_way(way))) for id_, title, place, hint, way in wrong)


def falls(lines: Callable[[Ease], str]) -> tuple[Entry, ...]:
    """Every wrong way in the place of one that only goes down, to lr_end."""
    return eases(lines, (*EASES, *FALLS))


def _way(text: str) -> Ease:
    return lambda a, b: text.format(a=a, b=b)


# ---------------------------------------------------------------- the end


def not_clamped() -> Entry:
    """The schedule goes on after its end."""
    return (
        "not-clamped", "the schedule does not stop at its end", "what step may be at most",
        "Plot your schedule for twice as many steps as it lasts: what happens after the end?",
        Everywhere(_unclamped),
    )


def _unclamped(expression: Any) -> Any:
    """Without the minima that keep the count of steps from going on."""
    counts = {minimum: [part for part in minimum.args if part.has(step)] for minimum in expression.atoms(sp.Min)}
    return expression.xreplace({minimum: parts[0] for minimum, parts in counts.items() if len(parts) == 1})


def whole_division(line: str) -> Entry:
    """`//` where `/` belongs."""
    return (
        "integer-division", "whole-number division where a fraction belongs", "the division of the steps",
        "What do 3 // 4 and 3 / 4 give?",
        line,
    )


def zero_at_the_end(name: str, formula: str, last: str) -> Entry:
    """The learning rate falls to 0 after the end."""
    return (
        "zero-after-the-end", "after its end the schedule gives 0", "what is returned after the end",
        "Which learning rate should a training use that goes on longer than planned?",
        f"{name} = {formula} if step <= {last} else 0*lr_end",
    )


def ends() -> tuple[Entry, ...]:
    """The end one step early, because total_steps points make one part fewer; one part too many; one step late."""
    arrives = "At which step does your schedule arrive at lr_end?"
    return (
        ("one-step-short", "the end is reached one step too early, because the way is divided by one step too few",
         "the number that you divide by",
         arrives,
         "x = min(1, step/max(1, total_steps - 1))"),
        ("one-step-long", "the way is divided by one step too many", "the number that you divide by",
         arrives,
         "x = min(step, total_steps)/(total_steps + 1)"),
        ("one-step-late", "the end is reached one step too late",
         "the number that you divide by, and what step may be at most",
         arrives,
         "x = min(step, total_steps + 1)/(total_steps + 1)"),
    )
