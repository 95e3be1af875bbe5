"""From a rule to its variants: every convention and mistake, alone and in pairs, as lines of NumPy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.expected.edits import Editor, NamedEdit, named_edits, pairs
from autograder.expected.fingerprints import Fingerprint, Layout, layout_of, same_at
from autograder.expected.opposites import contradict, undone
from autograder.expected.programs import given_by
from autograder.model import EditKind, ExerciseKey, Named, Variant, Variants
from autograder.symbolic.printing import numpy_line, numpy_template
from autograder.symbolic.rule import Rule
from autograder.symbolic.steps import Step, Steps, as_written, evaluated
from autograder.symbolic.template import filled


@dataclass(frozen=True, slots=True)
class Written:
    """A program: the edits that lead to it, and its steps as numbers of lines."""

    edits: tuple[str, ...]
    lines: tuple[int, ...]


Tried = tuple[Written, Fingerprint]
"""A program, and what it gives."""


class Writer:
    """Writes a rule, under a convention, with edits carried out, as lines of NumPy that are printed only once."""

    def __init__(self, rule: Rule, convention: str) -> None:
        self.rule = rule
        self.convention = convention
        self._editor = Editor(rule, convention)
        self.template = numpy_template(rule.under(convention))
        self.table: list[str] = []
        self._numbers: dict[Step, int] = {}
        self._meanings: list[Step] = []
        self.form = tuple(map(self._number, rule.under(convention).steps))

    def written(self, edits: Iterable[tuple[NamedEdit, ...]]) -> Iterator[Written]:
        """The rule with each of some edits, or pairs of them, as far as they change it."""
        with as_written():  # once around them all, because each change of this setting empties SymPy's cache
            edited = [(some, self._editor.applied(some)) for some in edits]
        for some, steps in edited:
            if steps is not None:
                yield Written(tuple(edit.id for edit in some), tuple(map(self._number, steps)))

    def _number(self, step: Step) -> int:
        if step not in self._numbers:
            self._numbers[step] = len(self.table)
            self.table.append(numpy_line(step))
            self._meanings.append(Step(step.symbol, evaluated(step.expression)))
        return self._numbers[step]

    def are_both_there(self, edits: Sequence[NamedEdit], alone: Sequence[Written], both: Written) -> bool:
        """Whether two edits can still be told, each with its title, where both are carried out.

        Programs that do not have the same lines in the same order are only compared as wholes.
        """
        programs = [self._steps(lines) for lines in (self.form, *(program.lines for program in alone), both.lines)]
        if len({tuple(line.symbol for line in program) for program in programs}) > 1:
            return both.lines not in [program.lines for program in alone]
        right, first, second, together = programs
        if edits[0].kind is EditKind.CONVENTION:  # the mistake is one of that form
            return _is_there(edits[0], right, first, second, together)
        return _is_there(edits[0], right, first, second, together, beside=edits[1]) and _is_there(
            edits[1], right, second, first, together, beside=edits[0]
        )

    def _steps(self, lines: Sequence[int]) -> Steps:
        return tuple(self._meanings[number] for number in lines)

    def tried(self, edits: Iterable[tuple[NamedEdit, ...]], layout: Layout) -> Iterator[Tried]:
        """The rule with each of some edits, or pairs of them, as far as they change it, and what each program gives."""
        for program in self.written(edits):
            yield program, given_by(self.source(program), layout)

    def source(self, program: Written) -> str:
        """A program as NumPy source."""
        return filled(self.template, [self.table[line] for line in program.lines])


def variants_of(rule: Rule, convention: str, key: ExerciseKey) -> Variants:
    """Derive all that is needed to name what a wrong function does, for a rule under a convention."""
    edits = named_edits(rule, convention)
    writer, layout = Writer(rule, convention), layout_of(key)
    tried = list(writer.tried(((edit,) for edit in edits), layout))
    groups = grouped([one for one in tried if not same_at(layout, one[1], layout.right_fingerprint).all()], layout)
    wrong = {program.edits[0] for group in groups for program, _ in group}
    named = [edit for edit in edits if edit.id in wrong]  # the others change nothing, so nobody can be told of them
    number = {edit.id: index for index, edit in enumerate(named)}
    two = _told_together(writer, named, [group[0] for group in groups], layout)
    return Variants(
        {e.id: Named(e.id, e.kind, e.title, e.hint, e.place) for e in named},
        writer.template,
        tuple(writer.table),
        tuple(Variant(group[0][0].edits, group[0][0].lines, tuple(o.edits for o, _ in group[1:])) for group in groups),
        tuple((*(number[id_] for id_ in both.edits), *both.lines) for both in two),
        writer.form,
    )


def _told_together(
    writer: Writer, edits: Sequence[NamedEdit], alone: Sequence[Tried], layout: Layout
) -> tuple[Written, ...]:
    """Two edits at once, as far as both their titles are true then."""
    both = {pair.edits: pair.lines for pair in _pairs(writer, edits, [program for program, _ in alone])}
    given = {program.edits[0]: fingerprint for program, fingerprint in alone}
    table = Variants({}, writer.template, tuple(writer.table), (), ())  # pairs may have written further lines
    cancel = undone(both, given, table, layout)
    return tuple(Written(ids, lines) for ids, lines in both.items() if ids not in cancel)


def _pairs(writer: Writer, edits: Sequence[NamedEdit], alone: Sequence[Written]) -> Iterator[Written]:
    """Two edits at once, as far as neither undoes the other in a line, and their titles do not say opposite things."""
    by_id = {program.edits[0]: program for program in alone}
    distinct = {edit.id: edit for edit in edits if edit.id in by_id}
    for both in writer.written(pairs(tuple(distinct.values()))):
        first, second = (distinct[id_] for id_ in both.edits)
        if first.kind is second.kind and contradict(first.title, second.title):
            continue
        if writer.are_both_there([first, second], [by_id[id_] for id_ in both.edits], both):
            yield both


def _is_there(
    edit: NamedEdit, right: Steps, alone: Steps, other: Steps, both: Steps, beside: NamedEdit | None = None
) -> bool:
    """Whether the title of an edit is true, and leaves that of another one beside it true.

    No line that it changes may be right again. One may be as the other edit has it where the title holds in part. What
    renames hyperparameters may not touch what another title speaks of.
    """
    lines = [line for line in zip(right, alone, other, both, strict=True) if line[1] != line[0]]
    hidden = [together == others for _, _, others, together in lines]
    if any(together == form for form, _, _, together in lines):
        return False
    if beside is not None and edit.renames:
        shared = [others != form for form, _, others, _ in lines]
        if any(is_shared and (beside.is_general or not gone) for is_shared, gone in zip(shared, hidden, strict=True)):
            return False
    return not all(hidden) if edit.holds_in_part else not any(hidden)


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
