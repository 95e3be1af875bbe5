"""Every named way to write a rule otherwise: its other conventions, its mistakes, and two of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.errors import CourseError
from autograder.symbolic.general_mistakes import Change, general_mistakes
from autograder.symbolic.rule import Edit, Rule, Steps
from autograder.symbolic.vocabulary import word


@dataclass(frozen=True, slots=True)
class NamedEdit:
    """A change of a rule's steps with its name and the words for a student."""

    id: str
    kind: str
    """"convention", "mistake" or "general": that is the order in which they are carried out."""
    title: str
    hint: str
    place: str
    change: Change


KINDS = ("convention", "mistake", "general")


def named_edits(rule: Rule, convention: str) -> tuple[NamedEdit, ...]:
    """The other conventions, the rule's own mistakes, and the general ones that it does not name itself."""
    mistakes = rule.mistakes_under(convention)
    own = {mistake.id for mistake in mistakes}
    return (
        *_other_conventions(rule, convention),
        *(NamedEdit(f"{rule.name}/{m.id}", "mistake", m.title, m.hint, m.place, _change(m.edit)) for m in mistakes),
        *(
            NamedEdit(f"{rule.name}/{g.id}", "general", g.title, g.hint, g.place, g.change)
            for g in general_mistakes(rule)
            if g.id not in own
        ),
    )


def _other_conventions(rule: Rule, convention: str) -> Iterator[NamedEdit]:
    chosen = rule.convention(convention)
    for other in rule.conventions:
        if other is not chosen:
            used_by = f", as in {other.used_by}" if other.used_by else ""
            yield NamedEdit(
                f"{rule.name}/convention-{other.name}",
                "convention",
                f"{other.title}{used_by}",
                f"This is a form of {rule.title} that others use. In this course: {chosen.title}.",
                "the formula in the docstring, line by line",
                _convention(rule, other.name),
            )


def _convention(rule: Rule, name: str) -> Change:
    return lambda steps: rule.under(name).steps


def _change(edit: Edit) -> Change:
    def apply(steps: Steps) -> Steps:
        try:
            return edit.apply(steps)
        except CourseError:  # this convention has no such line
            return steps

    return apply


def applied(rule: Rule, convention: str, edits: tuple[NamedEdit, ...]) -> Steps | None:
    """The steps of a rule under a convention with some edits carried out.

    None where one of them changes nothing, or needs a quantity that this convention does not have.
    """
    steps = rule.under(convention).steps
    for edit in sorted(edits, key=lambda edit: KINDS.index(edit.kind)):
        before, steps = steps, edit.change(steps)
        if steps == before:
            return None
    return steps if _is_complete(rule, steps) else None


def _is_complete(rule: Rule, steps: Steps) -> bool:
    """Whether every quantity is there when it is used."""
    known = {*rule.parameters, *(h.symbol for h in rule.hyperparameters), *(q.symbol for q in rule.state)}
    if rule.loop is not None:
        known |= {*rule.loop.targets, *rule.loop.start, *(step.symbol for step in steps)}
    for step in steps:
        if any(symbol not in known and not isinstance(symbol, word) for symbol in step.expression.free_symbols):
            return False
        known.add(step.symbol)
    return rule.returned in known


def pairs(edits: tuple[NamedEdit, ...]) -> Iterator[tuple[NamedEdit, NamedEdit]]:
    """Two edits that could be made at once: not two conventions."""
    for index, first in enumerate(edits):
        for second in edits[index + 1 :]:
            if not first.kind == second.kind == "convention":
                yield first, second
