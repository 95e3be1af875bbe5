"""Mistakes that people make on the way from the averages to the step, in the bias correction and in the division by a
root, written once for all rules.

Call the functions inside `with as_written():`, as a rule's own expressions are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import sympy as sp

from autograder.catalogue.shared.averages import corrected, m, m_hat, t, v, v_hat
from autograder.symbolic.rule import Edit, Mistake, Step
from autograder.symbolic.vocabulary import beta1, beta2, eps, grad, lr, norm, w

Edits = Mapping[sp.Symbol, sp.Expr]
Correction = Callable[[sp.Expr, sp.Symbol, sp.Expr], sp.Expr]
"""How a moment with some weight is corrected after a number of steps."""


def correction_mistakes(edits: Callable[[Correction], Edits], but: Collection[str] = ()) -> tuple[Mistake, ...]:
    """Wrong bias corrections, each of those that show in the rule; `edits` are the corrected lines for a correction.

    `but` names what is right in some form.
    """
    wrong: tuple[tuple[str, str, str, Correction], ...] = (
        (
            "no-bias-correction",
            "there is no bias correction",
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
            "the exponent is missing in the bias correction",
            "Does the hundredth step need the same correction as the first?",
            lambda moment, weight, count: moment / (1 - weight),
        ),
        (
            "correction-multiplied",
            "the bias correction is multiplied, not divided by",
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
        (
            "power-outside",
            "the correction is raised to the power t as a whole, not beta alone",
            "What do you divide by at the hundredth step: a number close to 1, or one close to 0?",
            lambda moment, weight, count: moment / (1 - weight) ** count,
        ),
        (
            "correction-only-at-first-step",
            "only the first step is corrected",
            "Feed the same gradient again and again: how far is m from it after the second step?",
            lambda moment, weight, count: sp.Piecewise((corrected(moment, weight, count), sp.Eq(t, 1)), (moment, True)),
        ),
        (
            "t-at-least-1",
            "the correction uses one step less than t, and 1 where that is 0",
            "Print the t in your correction at the first, the second and the third step: what do you see?",
            lambda moment, weight, count: corrected(moment, weight, sp.sympify(count).xreplace({t: sp.Max(t - 1, 1)})),
        ),
    )
    seen = [edits(corrected)]
    found = []
    for id_, title, hint, form in wrong:
        changed = edits(form)
        if changed not in seen and id_ not in but:
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


def doubly_corrected(start: sp.Expr = w, square: sp.Expr = v_hat) -> Mistake:
    """Adam's two forms of the bias correction mixed: in the averages and in the learning rate too.

    The step leads away from `start`; `square` is what it is divided by the root of.
    """
    factor = sp.Mul(lr, sp.sqrt(1 - beta2**t), 1 / (1 - beta1**t))
    return Mistake(
        "corrected-in-lr-too",
        "the bias is corrected in the averages and again in the learning rate",
        "How long is your first step? How long should it be, if both averages are right?",
        "the line that computes the new w",
        Edit({w: start - sp.Mul(factor, m_hat, 1 / (sp.sqrt(square) + eps))}),
    )


def unit_gradient(edits: Callable[[sp.Expr], Edits]) -> Mistake:
    """A direction in the place of the gradient; `edits` are the lines in which the gradient enters."""
    length = norm(grad)
    return Mistake(
        "unit-gradient",
        "the gradient is divided by its length",
        "Make the gradient ten times smaller: should the step become shorter? Does yours?",
        "where grad enters",
        Edit(edits(sp.Piecewise((grad, sp.Eq(length, 0)), (grad / length, True)))),
    )


# ---------------------------------------------------------------- division by a root


def kept_denominator(square: sp.Symbol, denominator: sp.Expr) -> Mistake:
    """What the gradient is divided by, returned as the state."""
    return Mistake(
        "denominator-kept",
        f"what the formula divides grad by is returned as {square.name} in the state",
        "What does your next step add its squared gradient to: to squares, or to a root?",
        "what you return as the state",
        Edit(then=(Step(square, denominator),)),
    )


def division_mistakes(
    direction: sp.Symbol,
    square: sp.Symbol,
    start: sp.Expr = w,
    rate: sp.Expr = lr,
    but: Collection[str] = (),
) -> tuple[Mistake, ...]:
    """What goes wrong in `w = start - rate*direction/(sqrt(square) + eps)`; `but` names what is right in some form."""
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
            Edit({w: start - rate * direction / (square + eps)}),
        ),
        Mistake(
            "no-root-without-eps",
            f"the root of {name} is forgotten, and eps is not used",
            "Multiply all gradients by 100: should the steps stay about as long as they were? Do yours?",
            denominator,
            Edit({w: start - rate * direction / square}),
        ),
        Mistake(
            "eps-inside",
            "eps is inside the root",
            f"{small}what do you divide by, and what does the formula say?",
            f"where eps is added to {name}",
            Edit({w: start - rate * direction / sp.sqrt(square + eps)}),
        ),
        Mistake(
            "eps-squared-inside",
            "eps is inside the root, as eps**2",
            f"{small}what do you divide by, and what does the formula say?",
            f"where eps is added to {name}",
            Edit({w: start - rate * direction / sp.sqrt(square + eps**2)}),
        ),
        Mistake(
            "no-eps",
            "eps is not used",
            "What do you divide by if all gradients so far were 0?",
            denominator,
            Edit({w: start - rate * direction / root}),
        ),
        Mistake(
            "eps-subtracted",
            "eps is subtracted from the root",
            f"{small}does eps make the step shorter or longer?",
            "the sign in front of eps",
            Edit({w: start - rate * direction / (root - eps)}),
        ),
        Mistake(
            "eps-as-floor",
            "the root is replaced by eps where it is smaller",
            f"{small}is eps still there if the root is larger than it?",
            denominator,
            Edit({w: start - rate * direction / sp.Max(root, eps)}),
        ),
        Mistake(
            "eps-added-to-w",
            "eps is added to w, which is not where the formula has it",
            "Try a gradient of 0 and eps = 0.1 from a state that is not zero: does w move?",
            "the parentheses around the root and eps",
            Edit({w: start - rate * direction / root + eps}),
        ),
        Mistake(
            "eps-added-to-step",
            "eps is added to the quotient, which is not where the formula has it",
            "Try a very large eps: should the step become shorter or longer?",
            "the parentheses around the root and eps",
            Edit({w: start - rate * (direction / root + eps)}),
        ),
        Mistake(
            "multiplied",
            "the step is multiplied by the root, not divided by it",
            "Make the gradients ten times larger: by how much should the step grow?",
            last,
            Edit({w: start - rate * direction * (root + eps)}),
        ),
        Mistake(
            "multiplied-without-eps",
            "the step is multiplied by the root, not divided by it, and eps is not used",
            "Make the gradients ten times larger: by how much should the step grow?",
            last,
            Edit({w: start - rate * direction * root}),
        ),
        Mistake(
            "not-divided",
            f"{name} is computed but not used in the step",
            f"Change {name} in the state you pass: does the new w change?",
            last,
            Edit({w: start - rate * direction}),
        ),
    )
    return tuple(mistake for mistake in found if mistake.id not in but)


def root_mistakes(direction: sp.Symbol, square: sp.Symbol, inside: sp.Expr) -> tuple[Mistake, ...]:
    """Those of the root that look otherwise in `w = w - lr*direction/sqrt(inside)`."""
    wrong = {"no-root": direction / inside, "multiplied": direction * sp.sqrt(inside)}
    found = (mistake for mistake in division_mistakes(direction, square) if mistake.id in wrong)
    return tuple(replace(mistake, edit=Edit({w: w - lr * wrong[mistake.id]})) for mistake in found)
