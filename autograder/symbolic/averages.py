"""What the adaptive rules are made of (moving averages, corrections for their start at 0, a division by a root), and
the mistakes that people make in each of these parts, written once for all rules.

Call the functions inside `with as_written():`, as a rule's own expressions are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import sympy as sp

from autograder.symbolic.rule import Edit, Mistake, StateQuantity, Step, as_written
from autograder.symbolic.vocabulary import beta1, beta2, eps, grad, integer, lr, w

Edits = Mapping[sp.Symbol, sp.Expr]
Correction = Callable[[sp.Expr, sp.Symbol, sp.Expr], sp.Expr]
"""How a moment with some weight is corrected after a number of steps."""

m, m_hat = sp.symbols("m m_hat")
v, v_hat = sp.symbols("v v_hat", nonnegative=True)
t = integer("t")


def average(past: sp.Symbol, weight: sp.Expr, new: sp.Expr) -> sp.Expr:
    """A moving average after one more value."""
    return weight * past + (1 - weight) * new


def corrected(moment: sp.Expr, weight: sp.Symbol, count: sp.Expr = t) -> sp.Expr:
    """An average of `count` values that started at 0, without the pull of that start."""
    return moment / (1 - weight**count)


with as_written():
    MOMENTS = (
        Step(t, t + 1),
        Step(m, average(m, beta1, grad)),
        Step(v, average(v, beta2, grad**2)),
    )
    """The averages of Adam and its relatives, t increased first."""
    HATS = (Step(m_hat, corrected(m, beta1)), Step(v_hat, corrected(v, beta2)))

FIRST_MOMENT = StateQuantity(m, "average of the gradients")
SECOND_MOMENT = StateQuantity(v, "average of the squared gradients")
COUNT = StateQuantity(t, "steps already taken")


# ---------------------------------------------------------------- averages


def average_mistakes(averages: Mapping[sp.Symbol, tuple[sp.Expr, sp.Expr]]) -> tuple[Mistake, ...]:
    """Wrong weights in the averages of a rule, given the weight and the new value of each: in all, and in each one."""
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
            "Feed the same gradient again and again: where should the average settle, and where does {average}?",
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
    return tuple(
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


# ---------------------------------------------------------------- corrections


def correction_mistakes(edits: Callable[[Correction], Edits]) -> tuple[Mistake, ...]:
    """Wrong bias corrections, each of those that show in the rule; `edits` are the corrected lines for a correction."""
    wrong: tuple[tuple[str, str, str, Correction], ...] = (
        (
            "no-bias-correction",
            "the averages are used without bias correction",
            "Print m and v after the first step: how far are they from grad and grad**2?",
            lambda moment, weight, count: moment,
        ),
        (
            "m-not-corrected",
            "m is used without bias correction",
            "Print the first step for several gradients: is it as long as lr? Which average is still too small?",
            lambda moment, weight, count: moment if weight == beta1 else corrected(moment, weight, count),
        ),
        (
            "v-not-corrected",
            "v is used without bias correction",
            "Print the first step for several gradients: is it as long as lr? Which average is still too small?",
            lambda moment, weight, count: moment if weight == beta2 else corrected(moment, weight, count),
        ),
        (
            "correction-of-step-1",
            "the bias correction stays as it is at the first step",
            "Does the hundredth step need the same correction as the first?",
            lambda moment, weight, count: moment / (1 - weight),
        ),
        (
            "correction-multiplied",
            "the averages are multiplied by the correction, not divided by it",
            "The averages start too small: does your correction make them larger?",
            lambda moment, weight, count: moment * (1 - weight**count),
        ),
        (
            "beta1-in-both-corrections",
            "the correction of v uses beta1",
            "Which weight has v been averaged with?",
            lambda moment, weight, count: corrected(moment, beta1, count),
        ),
        (
            "beta2-in-both-corrections",
            "the correction of m uses beta2",
            "Which weight has m been averaged with?",
            lambda moment, weight, count: corrected(moment, beta2, count),
        ),
        (
            "corrections-swapped",
            "m is corrected with beta2, and v with beta1",
            "Which weight has each of the averages been made with?",
            lambda moment, weight, count: corrected(moment, beta2 if weight == beta1 else beta1, count),
        ),
        (
            "t-as-factor",
            "the correction uses beta*t where beta**t belongs",
            "What is your correction at t = 2 for beta = 0.9? Can it be negative?",
            lambda moment, weight, count: moment / (1 - weight * count),
        ),
        (
            "complement-to-the-t",
            "the correction uses (1 - beta)**t where beta**t belongs",
            "Does your correction fade after many steps, and how large is it at the first one?",
            lambda moment, weight, count: moment / (1 - (1 - weight) ** count),
        ),
        (
            "correction-squared",
            "the correction is applied twice",
            "How many times do you divide by 1 - beta**t on the way from an average to w?",
            lambda moment, weight, count: moment / (1 - weight**count) ** 2,
        ),
    )
    seen = [edits(corrected)]
    found = []
    for id_, title, hint, form in wrong:
        changed = edits(form)
        if changed not in seen:
            seen.append(changed)
            found.append(Mistake(id_, title, hint, "the bias correction", Edit(changed)))
    return tuple(found)


def stored_hats(*kept: sp.Symbol) -> Mistake:
    """Corrected averages that are returned as the state, where the plain ones belong."""
    plain = {m_hat: m, v_hat: v}
    names = " and ".join(plain[hat].name for hat in kept)
    return Mistake(
        "hats-kept" if v_hat in kept else "m-hat-kept",
        f"the corrected averages are returned as {names} in the state"
        if v_hat in kept
        else "the corrected m is returned in the state",
        "Which values does the next step average with: the plain ones or the corrected ones?",
        "what you return as the state",
        Edit(then=tuple(Step(plain[hat], hat) for hat in kept)),
    )


def doubly_corrected(start: sp.Expr = w) -> Mistake:
    """Adam's two forms of the bias correction mixed: in the averages and in the learning rate too."""
    factor = sp.Mul(lr, sp.sqrt(1 - beta2**t), 1 / (1 - beta1**t))
    return Mistake(
        "corrected-in-lr-too",
        "the bias is corrected in the averages and again in the learning rate",
        "How long is your first step? How long should it be, if both averages are right?",
        "the line that computes the new w",
        Edit({w: start - sp.Mul(factor, m_hat, 1 / (sp.sqrt(v_hat) + eps))}),
    )


# ---------------------------------------------------------------- division by a root


def division_mistakes(
    direction: sp.Symbol, square: sp.Symbol, start: sp.Expr = w, but: Collection[str] = ()
) -> tuple[Mistake, ...]:
    """What goes wrong in `w = start - lr*direction/(sqrt(square) + eps)`; `but` names what is right in some form."""
    root = sp.sqrt(square)
    name = square.name
    last = "the line that computes the new w"
    denominator = f"what {direction.name} is divided by"
    small = "Use a large eps such as 0.1 and a gradient of 0.01: "
    found = (
        Mistake(
            "no-root",
            f"the root of {name} is forgotten",
            "Multiply all gradients by 100: should the steps stay about as long as they were? Do yours?",
            denominator,
            Edit({w: start - lr * direction / (square + eps)}),
        ),
        Mistake(
            "eps-inside",
            "eps is inside the root",
            f"{small}what do you divide by, and what does the formula say?",
            f"where eps is added to {name}",
            Edit({w: start - lr * direction / sp.sqrt(square + eps)}),
        ),
        Mistake(
            "no-eps",
            "eps is not used",
            "What do you divide by if all gradients so far were 0?",
            denominator,
            Edit({w: start - lr * direction / root}),
        ),
        Mistake(
            "eps-subtracted",
            "eps is subtracted from the root",
            f"{small}does eps make the step shorter or longer?",
            "the sign in front of eps",
            Edit({w: start - lr * direction / (root - eps)}),
        ),
        Mistake(
            "eps-as-floor",
            "the root is replaced by eps where it is smaller, not increased by eps",
            f"{small}is eps still there if the root is larger than it?",
            denominator,
            Edit({w: start - lr * direction / sp.Max(root, eps)}),
        ),
        Mistake(
            "eps-added-to-w",
            "eps is added to w, not to the root",
            "Try a gradient of 0 and eps = 0.1 from a state that is not zero: does w move?",
            "the parentheses around the root and eps",
            Edit({w: start - lr * direction / root + eps}),
        ),
        Mistake(
            "eps-added-to-step",
            "eps is added to the quotient, not to the root",
            "Try a very large eps: should the step become shorter or longer?",
            "the parentheses around the root and eps",
            Edit({w: start - lr * (direction / root + eps)}),
        ),
        Mistake(
            "multiplied",
            "the step is multiplied by the root, not divided by it",
            "Make the gradients ten times larger: by how much should the step grow?",
            last,
            Edit({w: start - lr * direction * (root + eps)}),
        ),
        Mistake(
            "multiplied-without-eps",
            "the step is multiplied by the root, not divided by it, and eps is not used",
            "Make the gradients ten times larger: by how much should the step grow?",
            last,
            Edit({w: start - lr * direction * root}),
        ),
        Mistake(
            "not-divided",
            f"{name} is computed but not used in the step",
            f"Change {name} in the state you pass: does the new w change?",
            last,
            Edit({w: start - lr * direction}),
        ),
    )
    return tuple(mistake for mistake in found if mistake.id not in but)
