"""Pairs of mistakes that a course must not have: told together, they would say what is not so."""

from __future__ import annotations

from autograder.expected.at_once import Lines
from autograder.expected.edits import NamedEdit, named_edits, pairs
from autograder.expected.fingerprints import Fingerprint, Layout, layout_of, same_at
from autograder.expected.opposites import Ids, contradict, undone
from autograder.expected.programs import given_by, program
from autograder.expected.variants import Writer
from autograder.model import EditKind, ExerciseKey, Variants
from autograder.symbolic.mistakes import Mistake
from autograder.symbolic.rule import Rule


def quarrels(rule: Rule, convention: str, key: ExerciseKey, variants: Variants) -> list[str]:
    """Sentences on pairs that are told and contradict each other, and on an author's own two that undo each other.

    The latter are never told together; but whoever makes both is told of neither, until they have a name of their own.
    """
    layout = layout_of(key)
    alone = {variant.parts[0]: given_by(program(variant.lines, variants), layout) for variant in variants.alone}
    told = _told(variants)
    cancel = undone(told, alone, variants, layout)
    named = variants.named
    found = [
        f"{key.name}: {first} and {second} are told together, and say opposite things: word one otherwise"
        for first, second in told
        if named[first].kind is named[second].kind is EditKind.MISTAKE
        and contradict(named[first].title, named[second].title)
    ]
    return found + [
        f"{key.name}: {first} and {second} undo each other: with both, {rule.returned.name} is right in every run from "
        "the start. Give what both do together a mistake of its own, or take one of the two out"
        for first, second in [*sorted(cancel), *_of_the_author(rule, convention, alone, layout)]
    ]


def _told(variants: Variants) -> dict[Ids, Lines]:
    """The pairs that may be told, with their programs."""
    ids = list(variants.named)
    return {(ids[first], ids[second]): tuple(lines) for first, second, *lines in variants.pairs}


def _of_the_author(rule: Rule, convention: str, alone: dict[str, Fingerprint], layout: Layout) -> list[Ids]:
    """Two mistakes of the rule file that undo each other, where no single mistake is what both do together."""
    own = {edit.id: edit for edit in named_edits(rule, convention) if _is_own(edit) and edit.id in alone}
    writer = Writer(rule, convention)
    both = {one.edits: one.lines for one in writer.written(pairs(tuple(own.values())))}
    table = Variants({}, writer.template, tuple(writer.table), (), ())
    return [
        ids
        for ids in sorted(undone(both, alone, table, layout))
        if not any(
            same_at(layout, given_by(program(both[ids], table), layout), given).all() for given in alone.values()
        )
    ]


def _is_own(edit: NamedEdit) -> bool:
    return isinstance(edit.source, Mistake)
