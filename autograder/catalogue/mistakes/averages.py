"""Mistakes that people make in moving averages of gradients and of their squares, written once for all rules.

Call the functions inside `with as_written():`, as a rule's own expressions are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import sympy as sp

from autograder.catalogue.shared.averages import average, corrected, m, t, v
from autograder.symbolic.rule import Edit, Mistake
from autograder.symbolic.vocabulary import beta1, beta2, grad


def average_mistakes(
    averages: Mapping[sp.Symbol, tuple[sp.Expr, sp.Expr]], but: Collection[str] = ()
) -> tuple[Mistake, ...]:
    """Wrong weights in the averages of a rule, given the weight and the new value of each: in all, and in each one.

    `but` names those that have another name in the rule.
    """
    wrong: tuple[tuple[str, str, str, Callable[[sp.Symbol, sp.Expr, sp.Expr], sp.Expr]], ...] = (
        (
            "weights-swapped",
            "{weight} and 1 - {weight} are swapped in {average}",
            "If {weight} is close to 1, should one new value change {average} a lot or a little?",
            lambda past, weight, new: (1 - weight) * past + weight * new,
        ),
        (
            "no-complement",
            "the new value in {average} is not weighted with 1 - {weight}",
            "Feed the same gradient again and again: where should the average settle, and where does yours?",
            lambda past, weight, new: weight * past + new,
        ),
        (
            "same-weight",
            "past and new value in {average} are both weighted with {weight}",
            "What do the two weights of an average add up to? And yours in {average}?",
            lambda past, weight, new: weight * past + weight * new,
        ),
    )
    subsets = [tuple(averages), *((one,) for one in averages if len(averages) > 1)]
    found = (
        Mistake(
            id_ if len(subset) == len(averages) else f"{subset[0].name}-{id_}",
            title.format(**_names(averages, subset)),
            hint.format(**_names(averages, subset)),
            f"the weights in the line of {_names(averages, subset)['average']}",
            Edit({one: form(one, *averages[one]) for one in subset}),
        )
        for id_, title, hint, form in wrong
        for subset in subsets
    )
    return tuple(mistake for mistake in found if mistake.id not in but)


def _names(averages: Mapping[sp.Symbol, tuple[sp.Expr, sp.Expr]], subset: Collection[sp.Symbol]) -> Mapping[str, str]:
    weights = {str(averages[one][0]) for one in subset}
    return {
        "average": " and ".join(one.name for one in subset),
        "weight": weights.pop() if len(weights) == 1 else "beta",
    }


def square_mistakes(square: sp.Symbol, collect: Callable[[sp.Expr], sp.Expr]) -> tuple[Mistake, ...]:
    """What else is collected in place of squared gradients; `collect` is the line of `square` for a new value."""
    return (
        Mistake(
            f"{square.name}-not-squared",
            f"{square.name} collects grad, not grad**2",
            f"Can {square.name} become negative in your code? What is then its root?",
            f"the new value in the line of {square.name}",
            Edit({square: collect(grad)}),
        ),
        Mistake(
            f"{square.name}-of-abs",
            f"{square.name} collects abs(grad), not grad**2",
            f"Which unit has {square.name}, if the gradient is in metres? And its root?",
            f"the new value in the line of {square.name}",
            Edit({square: collect(sp.Abs(grad))}),
        ),
    )


def moment_mistakes() -> tuple[Mistake, ...]:
    """Mistakes in Adam's two averages, beside those of any average."""
    place = "the line of v"
    return (
        *average_mistakes({m: (beta1, grad), v: (beta2, grad**2)}),
        *square_mistakes(v, lambda new: average(v, beta2, new)),
        Mistake(
            "v-complement-squared",
            "1 - beta2 is squared together with grad",
            "Put numbers in: grad = 2 and beta2 = 0.9. What should be added to v?",
            place,
            Edit({v: beta2 * v + ((1 - beta2) * grad) ** 2}),
        ),
        Mistake(
            "v-of-m",
            "v averages m**2, not grad**2",
            "Let the gradient change its sign at every step: m stays near 0. Should v too?",
            place,
            Edit({v: average(v, beta2, m**2)}),
        ),
        Mistake(
            "v-of-m-hat",
            "v averages the square of the corrected m, not grad**2",
            "Let the gradient change its sign at every step: m stays near 0. Should v too?",
            place,
            Edit({v: average(v, beta2, corrected(m, beta1) ** 2)}),
        ),
        Mistake(
            "v-around-m",
            "v averages (grad - m)**2, not grad**2",
            "For gradients that never change, should the steps have the size lr, or should they explode?",
            place,
            Edit({v: average(v, beta2, (grad - m) ** 2)}),
        ),
        Mistake(
            "v-with-beta1",
            "v is averaged with beta1",
            "Change beta2 alone: does v change?",
            place,
            Edit({v: average(v, beta1, grad**2)}),
        ),
        Mistake(
            "m-with-beta2",
            "m is averaged with beta2",
            "Change beta1 alone: does m change?",
            "the line of m",
            Edit({m: average(m, beta2, grad)}),
        ),
        Mistake(
            "t-by-two",
            "t grows by 2 at every step",
            "Print t after the first and after the second step: what do you see?",
            "where t is increased",
            Edit({t: t + 2}),
        ),
    )
