"""From a rule to its variants: every convention and mistake, alone and in pairs, as NumPy with what they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from autograder.checksums import checksums, signature_table
from autograder.model import ExerciseKey, Named, Variant, Variants
from autograder.programs import filled, given_by
from autograder.signature import Layout, Signature, layout_of, same_at
from autograder.symbolic.edits import NamedEdit, applied, named_edits, pairs
from autograder.symbolic.printing import numpy_expression, numpy_source
from autograder.symbolic.rule import Rule, Step, as_written

_HOLE = sp.Symbol("_steps_")


@dataclass(frozen=True, slots=True)
class Written:
    """A program: the edits that lead to it, and its steps as numbers of lines."""

    edits: tuple[str, ...]
    lines: tuple[int, ...]


Tried = tuple[Written, Signature]
"""A program, and what it gives."""


class Writer:
    """Writes a rule, under a convention, with edits carried out, as lines of NumPy that are printed only once."""

    def __init__(self, rule: Rule, convention: str) -> None:
        self.rule = rule
        self.convention = convention
        hole = replace(rule, steps=(Step(_HOLE, sp.Integer(0)),), result=rule.returned)
        self.template = numpy_source(hole).replace(f"{_HOLE.name} = 0", "...")
        self.table: list[str] = []
        self._numbers: dict[Step, int] = {}

    def written(self, edits: Iterable[tuple[NamedEdit, ...]]) -> Iterator[Written]:
        """The rule with each of some edits, or pairs of them, as far as they change it."""
        with as_written():  # once around them all, because each change of this setting empties SymPy's cache
            edited = [(some, applied(self.rule, self.convention, some)) for some in edits]
        for some, steps in edited:
            if steps is not None:
                yield Written(tuple(edit.id for edit in some), tuple(map(self._number, steps)))

    def _number(self, step: Step) -> int:
        if step not in self._numbers:
            self._numbers[step] = len(self.table)
            self.table.append(f"{step.symbol.name} = {numpy_expression(step.expression)}")
        return self._numbers[step]

    def tried(self, edits: Iterable[tuple[NamedEdit, ...]], layout: Layout) -> Iterator[Tried]:
        """The same, each with what it gives."""
        for program in self.written(edits):
            source = filled(self.template, [self.table[line] for line in program.lines])
            yield program, given_by(source, layout)


def variants_of(rule: Rule, convention: str, key: ExerciseKey) -> Variants:
    """Derive all that is needed to name what a wrong function does, for a rule under a convention."""
    edits = named_edits(rule, convention)
    writer, layout = Writer(rule, convention), layout_of(key)
    tried = list(writer.tried(((edit,) for edit in edits), layout))
    groups = grouped([one for one in tried if not same_at(layout, one[1], layout.right_signature).all()], layout)
    alone, signatures = zip(*(group[0] for group in groups), strict=True) if groups else ((), ())
    two = list(_pairs(writer, edits, alone, layout))
    number = {edit.id: index for index, edit in enumerate(edits)}
    return Variants(
        {e.id: Named(e.id, e.kind, e.title, e.hint, e.place) for e in edits},
        writer.template,
        tuple(writer.table),
        tuple(Variant(group[0][0].edits, group[0][0].lines, tuple(o.edits for o, _ in group[1:])) for group in groups),
        signature_table(signatures, layout),
        {probe.id: column for column, probe in enumerate(layout.probes)},
        _pair_table(two, number, layout),
    )


def _pairs(writer: Writer, edits: Sequence[NamedEdit], alone: Sequence[Written], layout: Layout) -> Iterator[Tried]:
    """Two edits at once, where neither is all that is left, with what they give."""
    lines = {program.edits[0]: program.lines for program in alone}
    distinct = tuple(edit for edit in edits if edit.id in lines)
    for program, signature in writer.tried(pairs(distinct), layout):
        if all(program.lines != lines[id_] for id_ in program.edits):
            yield program, signature


def _pair_table(two: Sequence[Tried], number: Mapping[str, int], layout: Layout) -> np.ndarray:
    """The programs with two edits as the rows of a table, with the checksums of what they give."""
    longest = max((len(program.lines) for program, _ in two), default=0)
    row = [("parts", "<i2", (2,)), ("lines", "<i2", (longest,)), ("checksums", "<f8", (len(layout.probes),))]
    table = np.zeros(len(two), dtype=row)
    table["lines"] = -1
    for index, (program, signature) in enumerate(two):
        table["parts"][index] = [number[id_] for id_ in program.edits]
        table["lines"][index, : len(program.lines)] = program.lines
        table["checksums"][index] = checksums(signature, layout)
    return table


# ---------------------------------------------------------------- what tells programs apart


def grouped(tried: Sequence[Tried], layout: Layout) -> list[list[Tried]]:
    """Programs that give the same on every probe, together; in the order of the first of each group."""
    groups: list[list[Tried]] = []
    for one in tried:
        for group in groups:
            if same_at(layout, group[0][1], one[1]).all():
                group.append(one)
                break
        else:
            groups.append([one])
    return groups
