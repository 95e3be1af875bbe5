"""What goes wrong in moving averages of gradients and of their squares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from autograder.symbolic import Entry


class Average(NamedTuple):
    """The weight of the past in a moving average, and the new value."""

    weight: str
    new: str


def averages(some: Mapping[str, Average], but: Collection[str] = ()) -> tuple[Entry, ...]:
    """Wrong weights in the averages of a rule, by their names: in all of them, and in each one.

    `but` names those that have another name in the rule.
    """
    wrong = (
        ("weights-swapped", "{swapped} in {average}",
         "If {weight} is close to 1, should one new value change {first} a lot or a little?",
         "{past} = (1 - {weight})*{past} + {weight}*{new}"),
        ("no-complement", "the new value in {average} is not weighted with {complement}",
         "Feed the same gradient again and again: where should {first} settle, and where does yours?",
         "{past} = {weight}*{past} + {new}"),
        ("same-weight", "past and new value in {average} have the same weight, {weights}",
         "What do the two weights of an average add up to? And yours in {first}?",
         "{past} = {weight}*{past} + {weight}*{new}"),
    )
    subsets = [tuple(some), *((one,) for one in some if len(some) > 1)]
    found = []
    for id_, title, hint, line in wrong:
        for names in subsets:
            said = _said(names, list(dict.fromkeys(some[name].weight for name in names)))
            place = f"the weights in the line{'s' if len(names) > 1 else ''} of {said['average']}"
            lines = "; ".join(line.format(past=name, **some[name]._asdict()) for name in names)
            found.append((
                id_ if len(names) == len(some) else f"{names[0]}-{id_}", title.format(**said),
                place, hint.format(**said), lines,
            ))
    return tuple(entry for entry in found if entry[0] not in but)


def _said(names: Sequence[str], weights: Sequence[str]) -> Mapping[str, str]:
    """The averages and their weights, as sentences name them."""
    return {
        "average": " and ".join(names),
        "first": names[0],
        "weight": weights[0],
        "weights": " and ".join(weights),
        "complement": " and ".join(f"1 - {weight}" for weight in weights),
        "swapped": f"{weights[0]} and 1 - {weights[0]} are swapped"
        if len(weights) == 1
        else "the weights of past and new value are swapped",
    }


def squares(square: str, line: str) -> tuple[Entry, ...]:
    """What else is collected in the place of squared gradients; `line` is the line of `square`, with {} for grad**2."""
    place = f"the new value in the line of {square}"
    return (
        (f"{square}-not-squared", f"{square} collects grad, not grad**2", place,
         f"Can {square} become negative in your code? What is then its root?",
         line.format("grad")),
        (f"{square}-of-abs", f"{square} collects abs(grad), not grad**2", place,
         f"Which unit has {square}, if the gradient is in metres? And its root?",
         line.format("abs(grad)")),
    )


def moments() -> tuple[Entry, ...]:
    """Mistakes in Adam's two averages, beside those of any average."""
    return (
        *averages({"m": Average("beta1", "grad"), "v": Average("beta2", "grad**2")}),
        *squares("v", "v = beta2*v + (1 - beta2)*{}"),
        ("v-complement-squared", "1 - beta2 is squared together with grad", "the line of v",
         "Put numbers in: grad = 2 and beta2 = 0.9. What should be added to v?",
         "v = beta2*v + ((1 - beta2)*grad)**2"),
        ("v-of-m", "v averages m**2, not grad**2", "the line of v",
         "Let the gradient change its sign at every step: m stays near 0. Should v too?",
         "v = beta2*v + (1 - beta2)*m**2"),
        ("v-of-m-hat", "v averages the square of the corrected m, not grad**2", "the line of v",
         "Let the gradient change its sign at every step: m stays near 0. Should v too?",
         "v = beta2*v + (1 - beta2)*(m/(1 - beta1**t))**2"),
        ("v-around-m", "v averages (grad - m)**2, not grad**2", "the line of v",
         "For gradients that never change, should the steps have the size lr, or should they explode?",
         "v = beta2*v + (1 - beta2)*(grad - m)**2"),
        ("v-with-beta1", "v is averaged with beta1", "the line of v",
         "Change beta2 alone: does v change?",
         "v = beta1*v + (1 - beta1)*grad**2"),
        ("m-with-beta2", "m is averaged with beta2", "the line of m",
         "Change beta1 alone: does m change?",
         "m = beta2*m + (1 - beta2)*grad"),
        ("t-by-two", "t grows by 2 at every step", "where t is increased",
         "Print t after the first and after the second step: what do you see?",
         "t = t + 2"),
    )
