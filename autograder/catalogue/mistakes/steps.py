"""What goes wrong on the way from the averages to the step: in the bias correction, and in the division by a root."""

from __future__ import annotations

from collections.abc import Callable, Collection

from autograder.symbolic import Entry

Corrected = Callable[..., str]
"""An average as it is corrected: its name, its weight, and the number of values in it (t, if nothing is said)."""

_PLACE = "the bias correction"


def corrected(moment: str, weight: str, count: str = "t") -> str:
    """An average of `count` values that started at 0, without the pull of that start."""
    return f"{moment}/(1 - {weight}**{count})"


def _with(weights: dict[str, str]) -> Corrected:
    """The correction with other weights in the place of some."""

    def correct(moment: str, weight: str, count: str = "t") -> str:
        return corrected(moment, weights.get(weight, weight), count)

    return correct


def corrections(lines: Callable[[Corrected], str], but: Collection[str] = ()) -> tuple[Entry, ...]:
    """Wrong bias corrections, each of those that show in the rule; `lines` are the lines with a given correction.

    `but` names what is right in some form.
    """
    half_done = "Print the first step for several gradients: is it as long as lr? Which average is still too small?"
    has_v = "beta2" in lines(corrected)
    wrong: tuple[tuple[str, str, str, Corrected], ...] = (
        ("no-bias-correction", "there is no bias correction",
         "Print m and v after the first step: how far are they from grad and grad**2?"
         if has_v
         else "Print m after the first step: how far is it from grad?",
         lambda moment, weight, count="t": moment),
        ("m-not-corrected", "m is used without bias correction", half_done,
         lambda moment, weight, count="t": moment if weight == "beta1" else corrected(moment, weight, count)),
        ("v-not-corrected", "v is used without bias correction", half_done,
         lambda moment, weight, count="t": moment if weight == "beta2" else corrected(moment, weight, count)),
        ("correction-of-step-1", "the exponent is missing in the bias correction",
         "Does the hundredth step need the same correction as the first?",
         lambda moment, weight, count="t": f"{moment}/(1 - {weight})"),
        ("correction-multiplied", "the bias correction is multiplied, not divided by",
         "The averages start too small: does your correction make them larger?",
         lambda moment, weight, count="t": f"{moment}*(1 - {weight}**{count})"),
        ("beta1-in-both-corrections", "the correction of v uses beta1",
         "Which weight has v been averaged with?",
         _with({"beta2": "beta1"})),
        ("beta2-in-both-corrections", "the correction of m uses beta2",
         "Which weight has m been averaged with?",
         _with({"beta1": "beta2"})),
        ("corrections-swapped", "m is corrected with beta2, and v with beta1",
         "Which weight has each of the averages been made with?",
         _with({"beta1": "beta2", "beta2": "beta1"})),
        ("t-as-factor", "the correction uses beta1*t where beta1**t belongs",
         "What is your correction at t = 2 for beta1 = 0.9? Can it be negative?",
         lambda moment, weight, count="t": f"{moment}/(1 - {weight}*{count})"),
        ("complement-to-the-t", "the correction uses (1 - beta1)**t where beta1**t belongs",
         "Does your correction fade after many steps, and how large is it at the first one?",
         lambda moment, weight, count="t": f"{moment}/(1 - (1 - {weight})**{count})"),
        ("correction-squared", "the correction is applied twice",
         "How many times do you divide by 1 - beta1**t on the way from m to w?",
         lambda moment, weight, count="t": f"{corrected(moment, weight, count)}**2"),
        ("power-outside", "the correction is raised to the power t as a whole, not beta1 alone",
         "What do you divide by at the hundredth step: a number close to 1, or one close to 0?",
         lambda moment, weight, count="t": f"{moment}/(1 - {weight})**{count}"),
        ("correction-only-at-first-step", "only the first step is corrected",
         "Feed the same gradient again and again: how far is m from it after the second step?",
         lambda moment, weight, count="t": f"({corrected(moment, weight, count)} if t == 1 else {moment})"),
        ("t-at-least-1", "the correction uses one step less than t, and 1 where that is 0",
         "Print the t in your correction at the first, the second and the third step: what do you see?",
         lambda moment, weight, count="t": corrected(moment, weight, count.replace("t", "max(t - 1, 1)"))),
    )
    seen = [lines(corrected)]
    found: list[Entry] = []
    for id_, title, hint, form in wrong:
        changed = lines(form)
        if changed not in seen and id_ not in but:
            seen.append(changed)
            found.append((id_, title, _PLACE, hint, changed))
    return tuple(found)


def stored_hats(*kept: str) -> Entry:
    """Corrected averages, m or v, that are returned as the state, where the plain ones belong."""
    names = " and ".join(kept)
    return (
        "hats-kept" if "v" in kept else "m-hat-kept",
        f"the corrected averages are returned as {names} in the state"
        if "v" in kept
        else "the corrected m is returned in the state",
        "what you return as the state",
        "Which values does the next step average with: the plain ones or the corrected ones?",
        "; ".join(("...", *(f"{name} = {name}_hat" for name in kept))),
    )


def doubly_corrected(start: str = "w", square: str = "v_hat") -> Entry:
    """Adam's two forms of the bias correction mixed: in the averages and in the learning rate too.

    The step leads away from `start`; `square` is what it is divided by the root of.
    """
    return (
        "corrected-in-lr-too", "the bias is corrected in the averages and again in the learning rate",
        _PLACE,
        "How long is your first step? How long should it be, if both averages are right?",
        f"w = {start} - lr*(sqrt(1 - beta2**t)/(1 - beta1**t)*m_hat/(sqrt({square}) + eps))",
    )


def unit_gradient(line: str) -> Entry:
    """A direction in the place of the gradient; `line` is the one in which the gradient enters, with {} for it."""
    return (
        "unit-gradient", "the gradient is divided by its length", "where grad enters",
        "Make the gradient ten times smaller: should the step become shorter? Does yours?",
        line.format("(grad if norm(grad) == 0 else grad/norm(grad))"),
    )


# ---------------------------------------------------------------- division by a root


def kept_denominator(square: str, denominator: str) -> Entry:
    """What the gradient is divided by, returned as the state."""
    return (
        "denominator-kept", f"what the formula divides grad by is returned as {square} in the state",
        "what you return as the state",
        "What does your next step add its squared gradient to: to squares, or to a root?",
        f"...; {square} = {denominator}",
    )


def divisions(
    direction: str, square: str, line: str = "w = w - lr*{}", but: Collection[str] = ()
) -> tuple[Entry, ...]:
    """What goes wrong in `direction/(sqrt(square) + eps)`, which stands in a line in the place of {}.

    `but` names what is right in some form.
    """
    last = "the line that computes the new w"
    denominator, of_square, to_square = f"what {direction} is divided by", f" of {square}", f" to {square}"
    if direction != "grad":  # averages are corrected in some forms and not in others: the words fit all of them
        denominator, of_square, to_square = "the denominator in the step", "", ""
    scale = "Multiply all gradients by 100: should the steps stay about as long as they were? Do yours?"
    larger = "Make the gradients ten times larger: by how much should the step grow?"
    small = "Use a large eps such as 0.1 and a gradient of 0.01: "
    kept = square.removesuffix("_hat")
    found: tuple[Entry, ...] = (
        ("no-root", f"the root{of_square} is forgotten", denominator,
         scale,
         line.format(f"{direction}/({square} + eps)")),
        ("no-root-without-eps", f"the root{of_square} is forgotten, and eps is not used", denominator,
         scale,
         line.format(f"{direction}/{square}")),
        ("eps-inside", "eps is inside the root", f"where eps is added{to_square}",
         f"{small}what do you divide by, and what does the formula say?",
         line.format(f"{direction}/sqrt({square} + eps)")),
        ("eps-squared-inside", "eps is inside the root, as eps**2", f"where eps is added{to_square}",
         f"{small}what do you divide by, and what does the formula say?",
         line.format(f"{direction}/sqrt({square} + eps**2)")),
        ("no-eps", "eps is not used", denominator,
         "What do you divide by if all gradients so far were 0?",
         line.format(f"{direction}/sqrt({square})")),
        ("eps-subtracted", "eps is subtracted from the root", "the sign in front of eps",
         f"{small}does eps make the step shorter or longer?",
         line.format(f"{direction}/(sqrt({square}) - eps)")),
        ("eps-as-floor", "the root is replaced by eps where it is smaller", denominator,
         "Use a large eps such as 0.1 and a gradient of 1: is eps still there where the root is larger than it?",
         line.format(f"{direction}/max(sqrt({square}), eps)")),
        ("eps-added-to-w", "eps is added to w, which is not where the formula has it",
         "the parentheses around the root and eps",
         "Try a gradient of 0 and eps = 0.1 from a state that is not zero: does w move?",
         line.format(f"{direction}/sqrt({square})") + " + eps"),
        ("eps-added-to-step", "eps is added to the quotient, which is not where the formula has it",
         "the parentheses around the root and eps",
         "Try a very large eps: should the step become shorter or longer?",
         line.format(f"({direction}/sqrt({square}) + eps)")),
        ("multiplied", "the step is multiplied by the root, not divided by it", last,
         larger,
         line.format(f"{direction}*(sqrt({square}) + eps)")),
        ("multiplied-without-eps", "the step is multiplied by the root, not divided by it, and eps is not used", last,
         larger,
         line.format(f"{direction}*sqrt({square})")),
        ("not-divided", f"the step is not divided by the root{of_square}", last,
         f"Change {kept} in the state you pass: does the new w change?",
         line.format(direction)),
    )
    return tuple(entry for entry in found if entry[0] not in but)


def roots(direction: str, square: str, inside: str) -> tuple[Entry, ...]:
    """Those of the root that look otherwise in `w = w - lr*direction/sqrt(inside)`."""
    wrong = {
        "no-root": f"w = w - lr*({direction}/({inside}))",
        "multiplied": f"w = w - lr*({direction}*sqrt({inside}))",
    }
    return tuple((*entry[:4], wrong[entry[0]]) for entry in divisions(direction, square) if entry[0] in wrong)
