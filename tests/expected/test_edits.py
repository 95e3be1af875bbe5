"""Two edits at once: each keeps what it changes, and what they change together is never told as one that is undone."""

from __future__ import annotations

from itertools import combinations

import pytest
import sympy as sp

from autograder.catalogue.load import rule_of
from autograder.expected.edits import applied, named_edits
from autograder.model import Exercise
from autograder.symbolic.merging import merged
from autograder.symbolic.mistakes import Mistake
from autograder.symbolic.steps import Edit, Step, Steps, as_written
from tests.registry import UNDER_EVERY_CONVENTION, name_of

a, b, c, x, y = sp.symbols("a b c x y")

with as_written():
    BASE: Steps = (Step(x, a * x + b), Step(y, y - c * x))
    CHANGED = {
        "the first term": Edit({x: 2 * a * x + b}),
        "the second term": Edit({x: a * x + b / 3}),
        "all of the line": Edit({x: b}),
        "the other line": Edit({y: y + c * x}),
        "the order": Edit(order=(y, x)),
        "without a line": Edit(order=(y,)),
        "once more": Edit(then=(Step(x, y),)),
    }
    TOGETHER = {
        ("the first term", "the other line"): (Step(x, 2 * a * x + b), Step(y, y + c * x)),
        ("the second term", "the order"): (Step(y, y - c * x), Step(x, a * x + b / 3)),
        ("the second term", "once more"): (Step(x, a * x + b / 3), Step(y, y - c * x), Step(x, y)),
        ("the order", "once more"): (Step(y, y - c * x), Step(x, a * x + b), Step(x, y)),
        ("the other line", "without a line"): (Step(y, y + c * x),),
        ("the first term", "all of the line"): None,
        ("the first term", "without a line"): None,
        ("the order", "without a line"): None,
    }
    BOTH_TERMS: Steps = (Step(x, 2 * a * x + b / 3), BASE[1])


@pytest.mark.parametrize(("names", "together"), TOGETHER.items(), ids=map(" and ".join, TOGETHER))
def test_two_changes_are_merged(names: tuple[str, str], together: Steps | None) -> None:
    """What each of two changes does to the steps is done, in either order; none where both change the same part."""
    one, other = (CHANGED[name].apply(BASE) for name in names)
    assert merged(BASE, one, other) == together
    assert merged(BASE, other, one) == together


def test_two_parts_of_one_line_are_merged() -> None:
    """Two changes of one right-hand side each keep their part of it."""
    steps = merged(BASE, CHANGED["the first term"].apply(BASE), CHANGED["the second term"].apply(BASE))
    assert steps == BOTH_TERMS


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_and_none_are_that_change(name: str) -> None:
    """Where only one side changes anything, that is what is left."""
    steps = CHANGED[name].apply(BASE)
    assert merged(BASE, steps, BASE) == merged(BASE, BASE, steps) == steps


def lines(steps: Steps) -> dict[tuple[sp.Symbol, int], sp.Expr]:
    """The right-hand sides by their symbols, each with how often it has been assigned before."""
    before = [sum(step.symbol == other.symbol for other in steps[:index]) for index, step in enumerate(steps)]
    return {(step.symbol, times): step.expression for step, times in zip(steps, before, strict=True)}


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_neither_of_two_mistakes_undoes_the_other(exercise: Exercise) -> None:
    """In two of a rule's mistakes at once, a line that one of them changes is neither right nor as the other has it."""
    rule = rule_of(exercise)
    form = lines(rule.under(exercise.convention).steps)
    own = [e for e in named_edits(rule, exercise.convention) if isinstance(e.source, Mistake)]
    with as_written():
        for one, other in combinations(own, 2):
            parts = [applied(rule, exercise.convention, some) for some in ((one, other), (one,), (other,))]
            if any(steps is None for steps in parts):
                continue  # they do not go together
            both, *alone = (lines(steps) for steps in parts if steps is not None)
            for kept, beside in (alone, alone[::-1]):
                for line in (line for line in kept if kept[line] != form.get(line)):
                    assert both[line] not in (form.get(line), beside.get(line)), (one.id, other.id, line)
