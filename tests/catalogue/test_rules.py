"""Rules as data: what is derived from them agrees with itself."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import re

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.load import rule_of
from autograder.errors import CourseError
from autograder.expected.derive import exercise_key
from autograder.expected.edits import named_edits
from autograder.expected.exact import follow
from autograder.expected.plan import plan
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseKey, Status
from autograder.symbolic.evaluate import EXACT, ROUNDED, Arithmetic, to_numbers
from autograder.symbolic.mistakes import Mistake
from autograder.symbolic.printing import formula_latex, formula_text, numpy_source
from autograder.symbolic.rounding import Rounded, TieError, UndefinedError, larger
from autograder.symbolic.steps import Edit, Step, as_written
from autograder.symbolic.vocabulary import integer
from tests.in_process import answers_of, compiled
from tests.registry import MISTAKES, RULES, UNDER_EVERY_CONVENTION, name_of

SEEDS = range(5)


@functools.cache
def key_of(exercise: Exercise, convention: str, seed: int) -> ExerciseKey:
    """The key of an exercise, derived once for all tests."""
    return exercise_key(rule_of(exercise), convention, seed)


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_printed_numpy_is_right(exercise: Exercise) -> None:
    """The NumPy source printed from a rule passes every check derived from the same rule, for several seeds."""
    rule = rule_of(exercise)
    function = compiled(numpy_source(rule.under(exercise.convention)), rule.name)
    for seed in SEEDS:
        key = key_of(exercise, exercise.convention, seed)
        answers = answers_of(function, key)
        outcomes = judge(observe(key, answers, answers), exercise.points, Texts())
        assert {outcome.status for outcome in outcomes} == {Status.PASSED}, outcomes


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=name_of)
def test_every_mistake_loses_points(exercise: Exercise, mistake: Mistake) -> None:
    """Each listed mistake fails at least one check with points, for several seeds."""
    rule = rule_of(exercise)
    function = compiled(numpy_source(rule.edited(mistake.edit)), rule.name)
    for seed in SEEDS:
        key = key_of(exercise, rule.conventions[0].name, seed)
        answers = answers_of(function, key)
        outcomes = judge(observe(key, answers, answers), exercise.points, Texts())
        assert any(outcome.status is Status.FAILED and outcome.max_score > 0 for outcome in outcomes)


CHOICES = tuple(
    (exercise, step.symbol.name)
    for exercise in UNDER_EVERY_CONVENTION
    for step in rule_of(exercise).under(exercise.convention).steps
    if isinstance(step.expression, sp.Piecewise)
)


@pytest.mark.parametrize(("exercise", "name"), CHOICES, ids=name_of)
def test_every_branch_of_a_rule_is_taken(exercise: Exercise, name: str) -> None:
    """Whatever a rule chooses between, each of it is chosen on some probe."""
    rule = rule_of(exercise)
    chosen = rule.under(exercise.convention)
    at, choice = next((n, step.expression) for n, step in enumerate(chosen.steps) if step.symbol.name == name)
    with as_written():
        number = sp.Piecewise(*((sp.Integer(n), when) for n, (_, when) in enumerate(choice.args)))
    counting = (*chosen.steps[:at], Step(integer("branch"), number), *chosen.steps[at:])
    watched = dataclasses.replace(chosen, steps=counting, result=chosen.returned)
    taken = set()
    for probe in (probe for check in plan(rule, 0) for probe in check.probes):
        with contextlib.suppress(UndefinedError):
            traces = list(follow(watched, probe, ROUNDED))
            taken |= {dict(one.assigned)["branch"] for trace in traces for one in trace.passes}
    assert taken == set(range(len(choice.args)))


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_conventions_are_told_apart(exercise: Exercise) -> None:
    """A right answer under one convention fails the checks of every other convention of the rule."""
    rule = rule_of(exercise)
    function = compiled(numpy_source(rule.under(exercise.convention)), rule.name)
    for other in rule.conventions:
        if other.name != exercise.convention:
            key = key_of(exercise, other.name, 0)
            outcomes = judge(observe(key, answers_of(function, key), {}), exercise.points, Texts())
            ended = {outcome.status for outcome in outcomes}
            assert ended & {Status.FAILED, Status.ERROR}, other.name  # it may ask for what only its own state holds


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_exact_and_fifty_digits_agree(exercise: Exercise) -> None:
    """SymPy's exact numbers and the 50-digit ones are the same numbers, on the first probe of every check."""
    rule = rule_of(exercise).under(exercise.convention)
    for check in plan(rule, 0):
        probe = check.probes[0]
        for exact, rounded in zip(follow(rule, probe, EXACT), follow(rule, probe, ROUNDED), strict=True):
            if isinstance(exact.result, str):
                assert exact.result == rounded.result
                continue
            for a, b in zip(np.ravel(exact.result), np.ravel(rounded.result), strict=True):
                assert abs(sp.N(a, 50) - sp.N(str(Rounded.of(b).value), 50)) <= sp.Float("1e-40") * (
                    1 + abs(sp.N(a, 50))
                )


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_formula_is_printed_from_the_steps(exercise: Exercise) -> None:
    """Text and LaTeX hold one line for each step, in the order in which the steps are carried out."""
    rule = rule_of(exercise)
    lines = [line.strip() for line in formula_text(rule).splitlines() if not line.endswith(":")]
    assert [line.split(" = ")[0] for line in lines] == [step.symbol.name for step in rule.steps]
    assert formula_latex(rule).count(r"\leftarrow") == len(rule.steps)


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_a_stub_says_int_where_an_int_is_meant(exercise: Exercise) -> None:
    """Whatever is a count, in the state or passed by keyword, is called an int."""
    rule = rule_of(exercise)
    counts = [q.meaning for q in rule.state if q.integer] + [h.meaning for h in rule.hyperparameters if h.integer]
    assert all(re.search(r"\bint(64)?\b", meaning) for meaning in counts)


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_mistakes_say_where_to_look(exercise: Exercise) -> None:
    """Every mistake has an id of its own, a title, a nudge and a place, and changes the rule."""
    rule = rule_of(exercise)
    assert len({mistake.id for mistake in rule.mistakes}) == len(rule.mistakes) > 0
    for mistake in rule.mistakes:
        assert mistake.title
        assert mistake.hint.endswith(("?", "."))
        assert mistake.place
        assert rule.edited(mistake.edit).steps != rule.steps


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_seeds_draw_other_probes(exercise: Exercise) -> None:
    """Another seed changes inputs that no student can foresee, and the same seed draws the same ones."""
    rule = rule_of(exercise)
    assert plan(rule, 1) == plan(rule, 1)
    assert plan(rule, 1) != plan(rule, 2)


def test_optimizer_probes_separate_lr_from_one_minus_beta() -> None:
    """Beside the handouts' lr = 0.1 and beta = 0.9 every check of momentum has a probe with lr != 1 - beta."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == "momentum"))
    for check in plan(rule, 0):
        settings = [(sp.Rational(call["lr"]), sp.Rational(call["beta"])) for p in check.probes for call in p.calls]
        assert any(lr != 1 - beta for lr, beta in settings), check.id


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "nesterov"])
def test_some_probe_changes_the_learning_rate(name: str) -> None:
    """At least one chain of calls has a learning rate that changes between its steps."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == name))
    chains = [[call["lr"] for call in probe.calls] for check in plan(rule, 0) for probe in check.probes]
    assert any(len(set(map(sp.Rational, chain))) > 1 for chain in chains)


def test_open_loop_gradients_are_of_every_kind() -> None:
    """Among the given gradients are zero, tiny, large and sign-changing ones, and w is near 0 for the tiny ones."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == "momentum"))
    (check,) = [check for check in plan(rule, 0) if check.id == "open-loop"]
    chains = [([call["grad"] for call in probe.calls], probe.calls[0]["w"]) for probe in check.probes]
    scalars = [([sp.Rational(g) for g in chain], w) for chain, w in chains if not isinstance(chain[0], list)]
    assert any(0 in chain and any(a * b < 0 for a, b in itertools.pairwise(chain)) for chain, _ in scalars)
    assert any(0 < max(map(abs, chain)) < sp.Rational("1e-8") and abs(sp.Rational(w)) < 1e-8 for chain, w in scalars)
    assert any(max(map(abs, chain)) >= 10**6 for chain, _ in scalars)


def test_an_edit_names_only_steps_of_the_rule() -> None:
    """An edit of a quantity that the rule does not compute is refused with the quantity's name."""
    rule = rule_of(RULES[0])
    with pytest.raises(CourseError, match="no step for nonsense"):
        rule.edited(Edit({sp.Symbol("nonsense"): sp.Integer(1)}))


def test_unknown_conventions_are_refused_with_the_known_ones() -> None:
    """Asking for a convention that a rule does not have lists those that it has."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == "momentum"))
    with pytest.raises(CourseError, match="heavy_ball, ema, lr_inside, descent_velocity"):
        rule.under("heavy")


def test_steps_at_the_end_leave_the_answer_alone() -> None:
    """An edit that stores other values as the state adds steps after all others; what is returned stays the same."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == "adam"))
    (kept,) = [mistake for mistake in rule.mistakes if mistake.id == "hats-kept"]
    edited = rule.edited(kept.edit)
    assert edited.steps[: len(rule.steps)] == rule.steps
    assert [step.symbol.name for step in edited.steps[len(rule.steps) :]] == ["m", "v"]
    assert edited.returned == rule.returned == sp.Symbol("w")


def test_edits_compose() -> None:
    """A second edit changes the rule's own line of a quantity and keeps what an earlier one has added at the end."""
    rule = rule_of(next(exercise for exercise in RULES if exercise.name == "adam"))
    by_id = {mistake.id: mistake.edit for mistake in rule.mistakes}
    both = rule.edited(by_id["hats-kept"]).edited(by_id["m-with-beta2"])
    assert both.steps == rule.edited(by_id["m-with-beta2"]).edited(by_id["hats-kept"]).steps


@pytest.mark.parametrize("arithmetic", [EXACT, ROUNDED], ids=["exact", "rounded"])
def test_decimals_given_as_text_stay_exact(arithmetic: Arithmetic) -> None:
    """0.1 written as text is one tenth, not the float nearest to it."""
    number = to_numbers("0.1", sp.Symbol("lr"), arithmetic)[()]
    assert sp.N(str(getattr(number, "value", number)), 50) == sp.N(sp.Rational(1, 10), 50)


def test_a_tie_in_a_maximum_is_fair() -> None:
    """Where rounding could decide which of two numbers is larger, either is the maximum, to within its tolerance."""
    third = Rounded.of(sp.Rational(1, 3))
    almost = third + Rounded.of(sp.Rational(1, 10**30))
    with pytest.raises(TieError):
        assert third < almost
    assert abs(float(larger(third, almost)) - 1 / 3) <= third.tolerance


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_a_convention_gives_known_mistakes_its_own_form(exercise: Exercise) -> None:
    """What a convention says of mistakes stands for those of the rule, by id, or is its own; each changes its lines."""
    rule = rule_of(exercise)
    chosen = rule.under(exercise.convention)
    in_this_form = rule.mistakes_in.get(exercise.convention, ())
    ids = {mistake.id for mistake in (*rule.mistakes, *in_this_form)}
    assert len(rule.mistakes_under(exercise.convention)) == len(ids)
    for mistake in in_this_form:
        assert chosen.edited(mistake.edit).steps != chosen.steps, mistake.id


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_probes_of_cases_are_fair(exercise: Exercise) -> None:
    """No case of a rule of its own is left out: each has a value, and none is decided by rounding."""
    rule = rule_of(exercise)
    if rule.cases is not None:
        for seed in SEEDS:
            planned = plan(rule, seed)
            key = key_of(exercise, exercise.convention, seed)
            assert [len(check.probes) for check in planned] == [
                len(check.probes) for check in key.checks[: len(planned)]
            ]


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_the_first_convention_is_the_default(exercise: Exercise) -> None:
    """A course that chooses none of a rule's conventions gets the first one, and only the others as others."""
    rule = rule_of(exercise)
    assert rule.under("default").steps == rule.steps
    others = {edit.id for edit in named_edits(rule, "default") if edit.kind == "convention"}
    assert others == {f"{rule.name}/convention-{c.name}" for c in rule.conventions[1:]}
