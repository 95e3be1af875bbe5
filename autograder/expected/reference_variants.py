"""From the wrong functions of a reference to variants: programs that need nothing of the file that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograder.catalogue.reference import Reference, Source, Wrong
from autograder.expected.fingerprints import UNTRIED, Fingerprint, layout_of, same_at
from autograder.expected.programs import given_by
from autograder.model import EditKind, ExerciseKey, Named, Variant, Variants


def reference_variants(reference: Reference, key: ExerciseKey) -> Variants:
    """The wrong functions of a reference as programs; those that no input tells from the right one are left out."""
    layout, table = layout_of(key), _Table()
    named: dict[str, Named] = {}
    groups: list[tuple[Wrong, Fingerprint, list[str]]] = []
    for wrong in reference.wrong:
        given = require_whole(reference, wrong.source, key, f'the mistake "{wrong.label.id}"')
        if same_at(layout, given, layout.right_fingerprint).all():
            continue
        id_ = f"{reference.name}/{wrong.label.id}"
        named[id_] = Named(id_, EditKind.MISTAKE, wrong.label.title, wrong.label.hint, wrong.label.place)
        alike = next((group for group in groups if same_at(layout, group[1], given).all()), None)
        if alike:
            alike[2].append(id_)
        else:
            groups.append((wrong, given, [id_]))
    alone = tuple(
        Variant((ids[0],), table.numbers(wrong.source.lines), tuple((other,) for other in ids[1:]))
        for wrong, _, ids in groups
    )
    return Variants(named, f"{reference.source.head}    ...\n", tuple(table.lines), alone, ())


class _Table:
    """The lines of all programs, each once."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}

    def numbers(self, lines: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.lines.setdefault(line, len(self.lines)) for line in lines)


def require_whole(reference: Reference, source: Source, key: ExerciseKey, what: str) -> Fingerprint:
    """What a function gives as text that stands for itself; CourseError where it does not work that way."""
    layout = layout_of(key)
    given = given_by(source.text, layout)
    if given.failed.all() or (given.steps == UNTRIED).all():
        raise reference.refused(
            f"{what} fails on every input: it may use only NumPy, and what this file imports and defines"
        )
    return given


def problems_of(reference: Reference, key: ExerciseKey) -> Iterator[str]:
    """What speaks against a reference: a mistake that is right on every input, and two that nothing tells apart."""
    variants = reference_variants(reference, key)
    for wrong in reference.wrong:
        id_ = f"{reference.name}/{wrong.label.id}"
        if id_ not in variants.named:
            yield f"{id_}: every input gives what is right: add an input that shows it"
    for variant in variants.alone:
        for other in variant.same:
            yield f"{variant.parts[0]} and {other[0]} give the same on every input: add one, or leave one of them out"
