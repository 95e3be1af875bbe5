"""What the function computes is another rule of the course: "this is NAdam's step"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from autograder.basics.dataclass import dataclass
from autograder.expected.families.program import Function, Named, Program, Suspect, programs_of
from autograder.model import ExerciseKey, Variants


@dataclass(frozen=True, eq=False)
class Relative:
    """A program of another exercise, with what it is called."""

    program: Program
    title: str


@lru_cache(maxsize=256)
def relatives_of(key: ExerciseKey, variants: Variants) -> tuple[Relative, ...]:
    """The programs of an exercise that others may have taken for theirs: the right one, and the other conventions.

    A reference has none: its right function is no list of steps.
    """
    if not variants.right:
        return ()
    title = key.docstring.partition(".")[0]
    titles = {named.id: f"{title} ({named.title})" for named in variants.named.values()}
    programs = programs_of(key, variants)
    return tuple(Relative(program, titles.get(program.convention, title)) for program in programs)


def suspects(known: Program, relatives: Sequence[Relative]) -> Iterator[Suspect]:
    """The programs of other exercises that can be called with what this one gets."""
    for relative in relatives:
        function = _called_as(known, relative.program)
        if function is not None:
            yield Suspect("another-rule", function, {"title": relative.title})


def _called_as(known: Program, other: Program) -> Function | None:
    """Another program that takes this one's arguments and gives its quantities; None where it asks for more.

    Entries of the state that it does not know are kept as the right program has them.
    """
    has = {*known.key.parameters, *known.hyperparameters}
    needs = {*other.key.parameters, *other.hyperparameters}
    gradient = _gradient(has, needs)
    missing = needs - has - {"grad", "grad_fn"}
    if missing or gradient is None or not set(other.key.state) <= set(known.key.state):
        return None
    if known.quantities[0] != other.quantities[0]:
        return None

    def answer(given: Named) -> Any:
        state = {name: given["state"][name] for name in other.key.state} if other.key.state else {}
        found = other.apart(other({**given, **gradient(given), "state": state}))
        quantities = dict(zip(known.quantities, known.apart(known(given)), strict=True))
        return known.together([*{**quantities, **dict(zip(other.quantities, found, strict=True))}.values()])

    return known.calling(answer)


def _gradient(has: set[str], needs: set[str]) -> Callable[[Named], Named] | None:
    """How the gradient is handed on, as a value or as a function; None where there is none to hand on."""
    if "grad" in needs and "grad" not in has:
        return (lambda given: {"grad": given["grad_fn"](given["w"])}) if "grad_fn" in has else None
    if "grad_fn" in needs and "grad_fn" not in has:
        return (lambda given: {"grad_fn": lambda _: given["grad"]}) if "grad" in has else None
    return lambda given: {}
