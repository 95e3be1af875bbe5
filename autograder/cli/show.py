"""`grade show`: a rule with its formula, conventions and worked steps, or what is known of a landscape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.completion import names
from autograder.cli.names import exercises_of, resolved, same, units_named
from autograder.cli.options import course_at, course_option, use_ascii
from autograder.errors import UsageError
from autograder.model import Exercise, Probe
from autograder.model.course import Course, FormulaShown
from autograder.reports.show.formats import FORMATS
from autograder.reports.show.words import CheckShown, ProbeShown, RuleShown, Shown

if TYPE_CHECKING:
    from autograder.model.explanation import Description


@click.command()
@click.argument("name", shell_complete=names)
@click.option("--steps", type=click.IntRange(1, 100), help="How many steps to work out; else those that show it.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="An input: --set w=4 --set lr=1/10.")
@click.option("--on", metavar="LANDSCAPE", help="The function to run on; usually L(w) = w^2.")
@click.option("--convention", help="Another convention than the course's.")
@click.option("--checks", "with_checks", is_flag=True, help="What `grade check` tries, and what it weighs.")
@click.option("--solution", is_flag=True, help="Our solution, when yours is right.")
@click.option(
    "--format", "form", type=click.Choice(["text", "latex", "json", "html"]), default="text", show_default=True
)
@course_option
def show(
    name: str,
    steps: int | None,
    settings: tuple[str, ...],
    on: str | None,
    convention: str | None,
    with_checks: bool,
    solution: bool,
    form: str,
    course_file: Path | None,
) -> None:
    """Show the rule NAME: its formula and conventions, and its first steps with exact values; or the landscape NAME:
    its critical points and stable learning rates."""
    from autograder.catalogue.landscapes import LANDSCAPES

    course = course_at(course_file, Path.cwd())
    name = _meant(course, name)
    on = resolved(on, same(LANDSCAPES), "there is no landscape", are_all=True) if on else None
    described = _described(course, name) if name in LANDSCAPES else None
    if described is not None and all(exercise.name != name for exercise in course.exercises):
        if steps or settings or on or convention or with_checks or solution:
            raise UsageError(f"{name} is a landscape: to run a rule on it, type  grade show RULE --on {name}")
        click.echo(FORMATS[form](Shown(None, described, course.language)))
        return
    if solution:
        from autograder.cli.solution import solution_of

        click.echo(solution_of(course, course.exercise(name)), nl=False)
        return
    if form == "latex" and course.exercise(name).is_reference:
        raise UsageError(f"{name} has no formula, it is a function: leave out --format latex")
    rule = _rule(course, course.exercise(name), steps, settings, on, convention, with_checks)
    click.echo(FORMATS[form](Shown(rule, described, course.language, use_ascii())))


def steps_of(course: Course, name: str) -> str:
    """The worked steps of an exercise, as text."""
    rule = _rule(course, course.exercise(name), None, (), None, None, False)
    return FORMATS["text"](Shown(rule, None, course.language, use_ascii()))


def _meant(course: Course, name: str) -> str:
    """The exercise or landscape that is meant by a name; a unit is told what it holds."""
    from autograder.catalogue.landscapes import LANDSCAPES

    known = {**units_named(course.units), **same(LANDSCAPES), **exercises_of(course)}
    found = resolved(name, known, "the course has no exercise or landscape")
    if found in course.units and found not in LANDSCAPES:
        names = ", ".join(exercise.name for exercise in course.of_unit(found))
        raise UsageError(f"{name} is a unit: name one of its exercises, {names}")
    return found


def withheld(course: Course, exercise: Exercise) -> bool:
    """Whether the course does not show the formula of an exercise, or not yet: what lies in this folder is tried."""
    from autograder.cli.remembered import is_try, was_tried
    from autograder.live.desk import Desk

    if exercise.is_reference or exercise.formula is not FormulaShown.AFTER_FIRST_TRY:
        return exercise.formula is FormulaShown.HIDDEN
    if was_tried(course, exercise.name):
        return False
    with Desk(Path(), replace(course, exercises=(exercise,))) as desk:
        (result,) = desk.check(desk.read(), (exercise,)).exercises
    return not is_try(result)


def _slopes_are_withheld(course: Course, landscape: str) -> bool:
    """Whether the derivative of a landscape is what an exercise asks for whose formula is not shown."""
    from autograder.catalogue.landscapes import LANDSCAPES
    from autograder.catalogue.load import rule_of
    from autograder.expected.withheld import is_slope_of

    exercises = [one for one in course.exercises if one.formula is not FormulaShown.SHOWN and not one.is_reference]
    return any(is_slope_of(rule_of(one), LANDSCAPES[landscape]) and withheld(course, one) for one in exercises)


def _described(course: Course, landscape: str) -> Description:
    from autograder.catalogue.landscapes import LANDSCAPES
    from autograder.expected.landscape import describe
    from autograder.expected.withheld import without_slopes

    found = describe(LANDSCAPES[landscape])
    return without_slopes(found) if _slopes_are_withheld(course, landscape) else found


def _rule(
    course: Course,
    exercise: Exercise,
    steps: int | None,
    settings: tuple[str, ...],
    on: str | None,
    convention: str | None,
    with_checks: bool,
) -> RuleShown:
    from autograder.catalogue.landscapes import LANDSCAPES
    from autograder.catalogue.load import blaming, rule_of
    from autograder.expected.landscape import levels_around
    from autograder.expected.shown import reference_shown
    from autograder.expected.withheld import without_formula
    from autograder.expected.worked import explain

    if exercise.is_reference:
        if steps or settings or on or convention:
            raise UsageError(
                f"{exercise.name} has no rule to work out with other inputs: type  grade show {exercise.name}"
            )
        explanation = reference_shown(exercise)
        return RuleShown(explanation, "default", checks_of(exercise) if with_checks else (), exercise.points, None)
    with blaming(exercise):
        rule = rule_of(exercise)
        chosen = (
            resolved(convention, same(c.name for c in rule.conventions), f"{rule.name} has no convention")
            if convention
            else exercise.convention
        )
        explanation = explain(
            rule,
            chosen,
            steps=steps,
            settings=dict(map(_setting, settings)),
            on=on,
            with_slopes=not on or not _slopes_are_withheld(course, on),
        )
        if withheld(course, exercise):
            explanation = without_formula(explanation, rule, exercise.formula)
    checks = checks_of(exercise) if with_checks else ()
    if not explanation.path:
        return RuleShown(explanation, exercise.convention, checks, exercise.points, None)
    ground = _described(course, explanation.on)
    seen = [*(point.at for point in explanation.path), *(point.place for point in ground.critical_points)]
    levels = levels_around(LANDSCAPES[explanation.on], seen)
    return RuleShown(explanation, exercise.convention, checks, exercise.points, ground, levels)


def checks_of(exercise: Exercise) -> tuple[CheckShown, ...]:
    """The checks of an exercise with their weights, as `grade check` will judge them, and what each probe is for."""
    from autograder.expected.lookup import faults_for, key_for
    from autograder.expected.shipped import SHIPPED_SEED
    from autograder.grading.points import most_cost
    from autograder.model.display import call_text

    key = key_for([exercise]).exercises[exercise.name]
    faults = faults_for(exercise, key, SHIPPED_SEED)
    separated = faults.told_apart()
    every = [variant.parts[0] for variant in faults.variants.alone]

    def shown(probe: Probe) -> ProbeShown:
        found = separated.get(probe.id, ())
        told = tuple(id_.partition("/")[2] for id_ in every if id_ in found)
        missed = tuple(id_.partition("/")[2] for id_ in every if id_ not in found)
        steps = f", {probe.call.steps} steps" if probe.call.steps > 1 else ""
        call = f"{call_text(probe.call, key.parameters, key.losses)}{steps}"
        return ProbeShown(probe.why, call, told, missed)

    return tuple(
        CheckShown(
            check.id,
            check.title,
            check.weight,
            most_cost(exercise.points, check),
            tuple(map(shown, check.probes)),
            check.left_out,
        )
        for check in key.checks
    )


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--set {text}: write it as --set NAME=VALUE, for example --set lr=1/10")
    return name.strip(), value.strip()
