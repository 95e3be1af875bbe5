"""From a rule to its variants: every convention and mistake, alone and in pairs, as NumPy with a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from autograder.checks import plan
from autograder.model import ExerciseKey, Named, Probe, Variant, Variants
from autograder.symbolic.edits import NamedEdit, applied, named_edits, pairs
from autograder.symbolic.printing import numpy_expression, numpy_source
from autograder.symbolic.rule import Rule, Step, as_written
from autograder.variants import (
    LONGEST_FINGERPRINT,
    Values,
    comparable_probes,
    filled,
    fingerprint,
    given_by,
    right_values,
    same_values,
)

MOST_NUMBERS = 18
"""How many numbers make a fingerprint, where all programs give numbers on the telling probes."""
DIGITS = 7
"""How many digits of a fingerprint are kept."""
_HOLE = sp.Symbol("_steps_")

Answers = Mapping[str, Values | None]
"""What a program gives on each probe."""


@dataclass(frozen=True, slots=True)
class Written:
    """A program: the edits that lead to it, and its steps as numbers of lines."""

    edits: tuple[str, ...]
    lines: tuple[int, ...]


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

    def answers(self, program: Written, key: ExerciseKey, probes: Sequence[Probe]) -> Answers:
        """What a program gives on some probes."""
        source = filled(self.template, [self.table[line] for line in program.lines])
        return {id_: given.values for id_, given in given_by(source, key, probes).items()}


def variants_of(rule: Rule, convention: str, key: ExerciseKey) -> Variants:
    """Derive all that is needed to name what a wrong function does, for a rule under a convention."""
    edits = named_edits(rule, convention)
    writer, every = Writer(rule, convention), comparable_probes(key)
    alone = [(program, writer.answers(program, key, every)) for program in writer.written((edit,) for edit in edits)]
    groups = grouped([one for one in alone if not _is_right(one[1], key)], key)
    probes = telling_probes([group[0][1] for group in groups], fixed_probes(rule, every))
    found = [(program, answers, group[1:]) for group in groups for program, answers in group[:1]]
    found += [(*pair, []) for pair in _pairs(writer, edits, [group[0][0] for group in groups], key, probes)]
    variants = tuple(Variant(p.edits, p.lines, tuple(other.edits for other, _ in same)) for p, _, same in found)
    fingerprints = np.array([_short_fingerprint(answers, probes) for _, answers, _ in found], dtype=np.float64)
    named = {e.id: Named(e.id, "mistake" if e.kind == "general" else e.kind, e.title, e.hint, e.place) for e in edits}
    ids = tuple(probe.id for probe in probes)
    return Variants(named, writer.template, tuple(writer.table), ids, variants, fingerprints)


def _pairs(
    writer: Writer, edits: Sequence[NamedEdit], alone: Sequence[Written], key: ExerciseKey, probes: Sequence[Probe]
) -> Iterator[tuple[Written, Answers]]:
    """Two edits at once, where neither undoes or overwrites the other."""
    lines = {program.edits[0]: program.lines for program in alone}
    distinct = tuple(edit for edit in edits if edit.id in lines)
    for program in writer.written(pairs(distinct)):
        if all(program.lines != lines[id_] for id_ in program.edits):
            yield program, writer.answers(program, key, probes)


def _short_fingerprint(answers: Answers, probes: Sequence[Probe]) -> list[float]:
    """What a program gives on the telling probes, with few digits."""
    numbers = (n for probe in probes for n in fingerprint(answers[probe.id], LONGEST_FINGERPRINT))
    return [float(f"{number:.{DIGITS}g}") for number in numbers]


# ---------------------------------------------------------------- what tells programs apart


def _is_right(answers: Answers, key: ExerciseKey) -> bool:
    """Whether a program gives the right answer to every probe."""
    return all(same_values(probe, answers[probe.id], right_values(probe)) for probe in comparable_probes(key))


def grouped(single: Sequence[tuple[Written, Answers]], key: ExerciseKey) -> list[list[tuple[Written, Answers]]]:
    """Programs that give the same on every probe, together; in the order of the first of each group."""
    probes = comparable_probes(key)
    groups: list[list[tuple[Written, Answers]]] = []
    for one in single:
        for group in groups:
            if all(same_values(probe, group[0][1][probe.id], one[1][probe.id]) for probe in probes):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def fixed_probes(rule: Rule, probes: Sequence[Probe]) -> list[Probe]:
    """The probes that are the same whatever the seed is, so that fingerprints hold for all seeds."""
    first, second = (
        {f"{rule.name}/{c.id}/{n}": probe for c in plan(rule, seed) for n, probe in enumerate(c.probes, 1)}
        for seed in (0, 1)
    )
    return [probe for probe in probes if first.get(probe.id) == second.get(probe.id)]


def telling_probes(answers: Sequence[Answers], among: Sequence[Probe]) -> tuple[Probe, ...]:
    """Few probes that together tell most of some programs apart, single numbers first.

    A program that ends in NaN or infinity on all of them gets one more on which it does not: otherwise it would look
    like every other one that does.
    """
    probes = sorted(among, key=_size)
    chosen: list[Probe] = []
    classes: list[tuple[object, ...]] = [()] * len(answers)
    while probes and sum(map(_numbers, chosen)) < MOST_NUMBERS:
        told = {
            probe.id: [(*c, _rounded(a[probe.id])) for c, a in zip(classes, answers, strict=True)] for probe in probes
        }
        best = max(probes, key=lambda probe: len(set(told[probe.id])))
        if chosen and len(set(told[best.id])) == len(set(classes)):
            break
        classes = told[best.id]
        chosen.append(best)
        probes.remove(best)
    for answer in answers:
        if not any(_is_finite(answer[probe.id]) for probe in chosen):
            chosen += [probe for probe in probes if _is_finite(answer[probe.id]) and probe not in chosen][:1]
    return tuple(chosen)


def _is_finite(values: Values | None) -> bool:
    """Whether the numbers of the last step are all finite."""
    return values is not None and all(np.isfinite(v[-1]).all() for v in values if v.dtype.kind in "fi")


def _size(probe: Probe) -> int:
    """How many numbers a step returns."""
    return sum(np.asarray(quantity.values)[0].size for quantity in probe.expected)


def _numbers(probe: Probe) -> int:
    """How many numbers of a probe are in a fingerprint."""
    return min(_size(probe) * probe.call.steps, LONGEST_FINGERPRINT)


def _rounded(values: Values | None) -> tuple[str, ...]:
    return tuple(f"{number:.5g}" for number in fingerprint(values, LONGEST_FINGERPRINT))
