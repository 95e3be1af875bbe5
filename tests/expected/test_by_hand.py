"""Worked steps: what is put into a formula gives what it is said to give, and a schedule is shown where it turns."""

import pytest
import sympy as sp

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.landmarks import is_schedule, steps_to_show
from autograder.expected.worked import explain
from autograder.model import Exercise
from autograder.model.explanation import Explanation
from autograder.symbolic.vocabulary import w
from tests.registry import RULES, name_of

SCHEDULES = [exercise for exercise in RULES if is_schedule(rule_of(exercise))]
IN_WORDS = ("[", "for ", "how many", "%", "product", "sum(", "norm", '"')
"""What SymPy does not read as it is meant here."""


def explained(exercise: Exercise, **settings: str) -> Explanation:
    return explain(rule_of(exercise), exercise.convention, steps=None, settings=settings)


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_each_line_with_its_numbers_gives_the_value_behind_it(exercise: Exercise) -> None:
    """Worked out, the numbers that are put into a line are what the line ends with."""
    for step in explained(exercise).steps:
        for quantity in step:
            if quantity.put_in and not any(word in quantity.put_in for word in IN_WORDS):
                found = sp.sympify(quantity.put_in, {"min": sp.Min, "max": sp.Max})
                assert abs(sp.N(found - sp.Float(quantity.decimal, 20), 20)) < 1e-13 * (1 + abs(sp.N(found))), quantity


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_what_remembers_something_is_worked_out_for_three_steps(exercise: Exercise) -> None:
    """What a method with a state does shows from the second step on."""
    rule = rule_of(exercise)
    if rule.state and w in rule.parameters:
        assert len(explained(exercise).steps) >= 3


@pytest.mark.parametrize("exercise", SCHEDULES, ids=name_of)
def test_a_schedule_is_shown_around_every_length_that_it_is_given(exercise: Exercise) -> None:
    """Steps 0 and 1, one beyond the end, and of each length that it has the steps beside it."""
    places, inputs = explained(exercise).places, dict(explained(exercise).inputs)
    assert places[:2] == (0, 1)
    for hyperparameter in rule_of(exercise).hyperparameters:
        if hyperparameter.symbol.is_integer and not hyperparameter.name.endswith("factor"):
            for length in map(int, inputs[hyperparameter.name].strip("[]").split(",")):
                ends = [length, *(place - length for place in places if place > length)]  # from here, or to an end
                assert any({end - 1, end}.issubset(places) or {end - 2, end - 1}.issubset(places) for end in ends)
                assert max(places) > length


@pytest.mark.parametrize(
    ("name", "settings", "around"),
    [
        ("cosine_annealing", {"total_steps": "10"}, (9, 10, 11)),
        ("one_cycle", {"total_steps": "20", "peak_step": "6"}, (5, 6, 7, 19, 20, 21)),
        ("multistep_decay", {"milestones": "5, 9, 14"}, (4, 5, 6, 8, 9, 10, 13, 14, 15)),
        ("warmup_cosine", {"warmup_steps": "100", "total_steps": "1000"}, (99, 100, 101, 999, 1000, 1001)),
        ("triangular_cycle", {"half_cycle": "6"}, (5, 6, 7, 11, 12, 13)),
        ("cosine_restarts", {"first_cycle": "5", "cycle_factor": "2"}, (4, 5, 6, 14, 15, 16)),
    ],
)
def test_where_a_schedule_turns_follows_from_its_settings(
    name: str, settings: dict[str, str], around: tuple[int, ...]
) -> None:
    """With other lengths other steps are shown."""
    exercise = load_course().exercise(name)
    assert set(around) <= set(explained(exercise, **settings).places)


def test_as_many_steps_of_a_schedule_as_one_likes_are_worked_out() -> None:
    """A schedule goes on for ever."""
    shown = explain(rule_of(load_course().exercise("cosine_annealing")), "default", steps=11, settings={})
    assert shown.places == tuple(range(11))
    assert shown.steps[-1][-1].exact == "1/1000"


def test_a_schedule_without_lengths_is_shown_from_its_first_steps_on() -> None:
    """Where nothing turns, a later step says where it leads."""
    rule = rule_of(load_course().exercise("exponential_decay"))
    assert steps_to_show(rule, {"lr_start": "1/10", "decay": "9/10"}) == (0, 1, 2, 10)
