"""The mistakes that can be made in any schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sympy as sp

from autograder.catalogue.shared.schedules import ease, lr_end, total_steps, x
from autograder.symbolic import Edit, Everywhere, Mistake, as_written, step


def counting_mistakes() -> tuple[Mistake, ...]:
    """The count of steps one ahead, or one behind."""
    with as_written():
        ahead, behind = {step: step + 1}, {step: step - 1}
    return (
        Mistake(
            "one-step-ahead",
            "the schedule runs one step ahead",
            "Which step is the very first update? Write down the first three learning rates by hand and compare.",
            "where step enters the formula",
            Everywhere(lambda expression: expression.xreplace(ahead)),
        ),
        Mistake(
            "one-step-behind",
            "the schedule runs one step behind",
            "Does the count start at 0 or at 1? Write down the first three learning rates by hand and compare.",
            "where step enters the formula",
            Everywhere(lambda expression: expression.xreplace(behind)),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Ease:
    """A wrong way to write the ease from a to b."""

    id: str
    title: str
    hint: str
    place: str
    wrong: Callable[[Any, Any, Any], Any]


with as_written():
    EASES = (
        _Ease(
            "degrees",
            "the angle of the cosine is in degrees",
            "What does np.cos(180) print? And what should the cosine of half a turn be?",
            "the argument of the cosine",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(180 * part)) / 2,
        ),
        _Ease(
            "full-wave",
            "the cosine runs through a whole wave",
            "Where is the cosine when the way is half over? Where should the learning rate be then?",
            "the argument of the cosine",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(2 * sp.pi * part)) / 2,
        ),
        _Ease(
            "quarter-wave",
            "the cosine runs through a quarter of a wave",
            "Is the learning rate flat at both ends of the way? Plot it.",
            "the argument of the cosine and what is added to it",
            lambda a, b, part: b + (a - b) * sp.cos(sp.pi * part / 2),
        ),
        _Ease(
            "no-pi",
            "pi is missing in the cosine",
            "What is the cosine at the end of the way, and what should it be?",
            "the argument of the cosine",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(part)) / 2,
        ),
        _Ease(
            "no-half",
            "the division by 2 is missing",
            "How large is 1 + cos(0)? Does your schedule start where it should?",
            "the factor in front of 1 + cos(...)",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(sp.pi * part)),
        ),
        _Ease(
            "half-of-the-cosine",
            "only the cosine is divided by 2",
            "How large is your factor at the start and at the end of the way?",
            "the parentheses around 1 + cos(...)",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(sp.pi * part) / 2),
        ),
        _Ease(
            "no-one",
            "the 1 in 1 + cos(...) is missing",
            "Which values does the cosine take, and which should your factor take?",
            "what is added to the cosine",
            lambda a, b, part: b + (a - b) * sp.cos(sp.pi * part) / 2,
        ),
        _Ease(
            "wrong-way",
            "the cosine eases the wrong way round",
            "At which end of the way is your learning rate the larger one?",
            "the sign in front of the cosine",
            lambda a, b, part: b + (a - b) * (1 - sp.cos(sp.pi * part)) / 2,
        ),
        _Ease(
            "no-difference",
            "the wave is as high as the rate it starts from, not as the difference of the two",
            "Put the largest value of the wave into your formula: do you get the rate to start from?",
            "the factor in front of 1 + cos(...)",
            lambda a, b, part: b + a * (1 + sp.cos(sp.pi * part)) / 2,
        ),
        _Ease(
            "end-ignored",
            "the rate eases down to 0",
            "Which learning rate do you get at the very end?",
            "what is left when 1 + cos(...) is 0",
            lambda a, b, part: a * (1 + sp.cos(sp.pi * part)) / 2,
        ),
        _Ease(
            "part-outside-the-cosine",
            "the part of the way is multiplied by cos(pi) instead of standing in the cosine",
            "Which number is np.cos(np.pi)? Does your cosine change from step to step?",
            "the argument of the cosine",
            lambda a, b, part: b + (a - b) * (1 + sp.cos(sp.pi) * part) / 2,
        ),
        _Ease(
            "cosine-beside-the-product",
            "the cosine is added to the rate, not multiplied by the difference of the two rates",
            "How far is it from the largest of your learning rates to the smallest? How far should it be?",
            "the parentheses around 1 + cos(...)",
            lambda a, b, part: b + (a - b) * 1 / 2 + sp.cos(sp.pi * part) / 2,
        ),
        _Ease(
            "straight",
            "a straight line instead of the cosine",
            "Where should the learning rate be after a quarter of the way? Is it the same as on a line?",
            "the part of the way that has been gone",
            lambda a, b, part: b + (a - b) * (1 - part),
        ),
    )
    FALLS = (
        _Ease(
            "lr-end-as-floor",
            "the cosine goes to 0 and stops at lr_end",
            "Which learning rate lies halfway? Is it halfway between the two rates?",
            "how lr_end enters",
            lambda a, b, part: sp.Max(b, a * (1 + sp.cos(sp.pi * part)) / 2),
        ),
        _Ease(
            "end-as-a-fraction",
            "lr_end is taken as a part of the rate from which the way starts",
            "What does your formula give where 1 + cos(...) is 0? Is it lr_end?",
            "how lr_end enters",
            lambda a, b, part: ease(a, a * b, part),
        ),
    )
    """Wrong ways to write an ease that only goes down, to lr_end."""


Written = Callable[[Callable[[Any, Any, Any], Any]], Any]
"""A symbol's expression with a given ease in it."""


def ease_mistakes(symbol: sp.Symbol, written: Written, wrong: Iterable[_Ease] = EASES) -> tuple[Mistake, ...]:
    """Every wrong ease in the place of the right one."""
    with as_written():
        return tuple(Mistake(e.id, e.title, e.hint, e.place, Edit({symbol: written(e.wrong)})) for e in wrong)


def fall_mistakes(symbol: sp.Symbol, written: Written) -> tuple[Mistake, ...]:
    """The same for an ease that only goes down, to lr_end."""
    return ease_mistakes(symbol, written, (*EASES, *FALLS))


def not_clamped() -> Mistake:
    """The schedule goes on after its end."""
    return Mistake(
        "not-clamped",
        "the schedule does not stop at its end",
        "Plot your schedule for twice as many steps as it lasts: what happens after the end?",
        "what step may be at most",
        Everywhere(_unclamped),
    )


def _unclamped(expression: sp.Expr) -> sp.Expr:
    """Without the minima that keep the count of steps from going on."""
    counts = {minimum: [part for part in minimum.args if part.has(step)] for minimum in expression.atoms(sp.Min)}
    return expression.xreplace({minimum: parts[0] for minimum, parts in counts.items() if len(parts) == 1})


def integer_division(symbol: sp.Symbol, expression: sp.Expr) -> Mistake:
    """`//` where `/` belongs."""
    return Mistake(
        "integer-division",
        "whole-number division where a fraction belongs",
        "What do 3 // 4 and 3 / 4 give?",
        "the division of the steps",
        Edit({symbol: expression}),
    )


def zero_at_the_end(symbol: sp.Symbol, expression: sp.Expr, last: sp.Expr) -> Mistake:
    """The learning rate falls to 0 after the end."""
    with as_written():
        return Mistake(
            "zero-after-the-end",
            "after its end the schedule gives 0",
            "Which learning rate should a training use that goes on longer than planned?",
            "what is returned after the end",
            Edit({symbol: sp.Piecewise((expression, step <= last), (0 * lr_end, True))}),
        )


def one_step_short() -> Mistake:
    """The end one step early: total_steps points make one part fewer."""
    with as_written():
        return Mistake(
            "one-step-short",
            "the end is reached one step too early, because the way is divided by one step too few",
            "At which step does your schedule arrive at lr_end?",
            "the number that you divide by",
            Edit({x: sp.Min(1, step / sp.Max(1, total_steps - 1))}),
        )


def one_step_long() -> tuple[Mistake, Mistake]:
    """One part too many, with the end where it was, or one step later."""
    with as_written():
        longer = total_steps + 1
        return (
            Mistake(
                "one-step-long",
                "the way is divided by one step too many",
                "At which step does your schedule arrive at lr_end?",
                "the number that you divide by",
                Edit({x: sp.Min(step, total_steps) / longer}),
            ),
            Mistake(
                "one-step-late",
                "the end is reached one step too late",
                "At which step does your schedule arrive at lr_end?",
                "the number that you divide by, and what step may be at most",
                Edit({x: sp.Min(step, longer) / longer}),
            ),
        )
