"""From a rule to its variants: every convention and mistake, alone and in pairs, as NumPy with what they give."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from autograder.checks import plan
from autograder.model import ExerciseKey, Named, Variant, Variants
from autograder.programs import filled, given_by
from autograder.signature import UNTRIED, Layout, Signature, layout_of, same_at, signature_table
from autograder.symbolic.edits import NamedEdit, applied, named_edits, pairs
from autograder.symbolic.printing import numpy_expression, numpy_source
from autograder.symbolic.rule import Rule, Step, as_written

MOST_TELLING = 24
"""How many numbers make a fingerprint."""
DIGITS = 5
"""To how many digits numbers have to differ to tell programs apart."""
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

    def tried(
        self, edits: Iterable[tuple[NamedEdit, ...]], layout: Layout, *, only: Container[str] | None = None
    ) -> Iterator[Tried]:
        """The same, each with what it gives, on request only on the probes with some ids."""
        for program in self.written(edits):
            source = filled(self.template, [self.table[line] for line in program.lines])
            yield program, given_by(source, layout, only=only)


def variants_of(rule: Rule, convention: str, key: ExerciseKey) -> Variants:
    """Derive all that is needed to name what a wrong function does, for a rule under a convention."""
    edits = named_edits(rule, convention)
    writer, layout = Writer(rule, convention), layout_of(key)
    tried = list(writer.tried(((edit,) for edit in edits), layout))
    groups = grouped([one for one in tried if not same_at(layout, one[1], layout.right_signature).all()], layout)
    alone, signatures = zip(*(group[0] for group in groups), strict=True) if groups else ((), ())
    fixed = fixed_probes(rule, layout)
    probes = {layout.in_probe(place)[0] for place in most_telling(signatures, layout, fixed)}
    two = list(_pairs(writer, edits, alone, layout, probes))
    telling = most_telling([*signatures, *(signature for _, signature in two)], layout, probes)
    number = {edit.id: index for index, edit in enumerate(edits)}
    return Variants(
        {e.id: Named(e.id, e.kind, e.title, e.hint, e.place) for e in edits},
        writer.template,
        tuple(writer.table),
        tuple(Variant(group[0][0].edits, group[0][0].lines, tuple(o.edits for o, _ in group[1:])) for group in groups),
        signature_table(signatures, layout),
        tuple(map(layout.in_probe, telling.tolist())),
        _pair_table(two, number, telling, layout),
    )


def _pairs(
    writer: Writer, edits: Sequence[NamedEdit], alone: Sequence[Written], layout: Layout, probes: Container[str]
) -> Iterator[Tried]:
    """Two edits at once, where neither undoes or overwrites the other, with what they give on a few probes."""
    lines = {program.edits[0]: program.lines for program in alone}
    distinct = tuple(edit for edit in edits if edit.id in lines)
    for program, signature in writer.tried(pairs(distinct), layout, only=probes):
        if all(program.lines != lines[id_] for id_ in program.edits):
            yield program, signature


def _pair_table(two: Sequence[Tried], number: dict[str, int], telling: np.ndarray, layout: Layout) -> np.ndarray:
    """The programs with two edits as the rows of a table, with few numbers of what they give."""
    longest = max((len(program.lines) for program, _ in two), default=0)
    row = [
        ("parts", "<i2", (2,)),
        ("lines", "<i2", (longest,)),
        ("may_fail", "?", (len(layout.probes),)),
        ("fingerprint", "<f4", (len(telling),)),
    ]
    table = np.zeros(len(two), dtype=row)
    table["lines"] = -1
    for index, (program, signature) in enumerate(two):
        table["parts"][index] = [number[id_] for id_ in program.edits]
        table["lines"][index, : len(program.lines)] = program.lines
        table["may_fail"][index] = signature.failed | (signature.steps == UNTRIED)
        with np.errstate(over="ignore"):
            table["fingerprint"][index] = signature.numbers[telling]
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


def fixed_probes(rule: Rule, layout: Layout) -> set[str]:
    """The ids of the probes that are the same whatever the seed is, so that fingerprints hold for all seeds."""
    first, second = (
        {f"{rule.name}/{c.id}/{n}": probe for c in plan(rule, seed) for n, probe in enumerate(c.probes, 1)}
        for seed in (0, 1)
    )
    return {probe.id for probe in layout.probes if first.get(probe.id) == second.get(probe.id)}


def most_telling(signatures: Sequence[Signature], layout: Layout, probes: Container[str]) -> np.ndarray:
    """Few numbers of some probes that together tell most of some programs apart, the earliest first.

    A program that is NaN or infinity in all of them gets one more in which it is not: otherwise it would look like
    every other one that is.
    """
    among = np.flatnonzero(np.array([probe.id in probes for probe in layout.probes])[layout.probe])
    table = np.array([signature.numbers[among] for signature in signatures]).reshape(len(signatures), len(among))
    codes = [np.unique(column, return_inverse=True)[1] for column in _rounded(table).T]
    chosen: list[int] = []
    classes, count = np.zeros(len(table), dtype=np.int64), min(len(table), 1)
    while len(chosen) < MOST_TELLING:
        refined = [np.unique(classes * len(table) + code, return_inverse=True) for code in codes]
        best = max(range(len(refined)), key=lambda place: len(refined[place][0]), default=None)
        if best is None or len(refined[best][0]) == count:
            break
        classes, count = refined[best][1], len(refined[best][0])
        chosen.append(best)
    finite = np.isfinite(table)
    for row in range(len(table)):
        if not finite[row, chosen].any():
            chosen += np.flatnonzero(finite[row])[:1].tolist()
    return among[chosen]


def _rounded(numbers: np.ndarray) -> np.ndarray:
    """Numbers to a few significant digits."""
    with np.errstate(all="ignore"):
        scale = 10.0 ** (DIGITS - 1 - np.floor(np.log10(np.abs(numbers))))
        return np.where(np.isfinite(numbers) & np.isfinite(scale), np.round(numbers * scale) / scale, numbers)
