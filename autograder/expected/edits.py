"""Every named way to write a rule otherwise: its other conventions, its mistakes, and two of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.catalogue.mistakes.general import general_mistakes
from autograder.errors import CourseError
from autograder.model import EditKind
from autograder.symbolic.changes import Change, GeneralMistake
from autograder.symbolic.checked import unbound
from autograder.symbolic.merging import merged
from autograder.symbolic.mistakes import Mistake
from autograder.symbolic.rule import Convention, Rule
from autograder.symbolic.steps import Edit, Everywhere, Steps


@dataclass(frozen=True, slots=True)
class NamedEdit:
    """A change of a rule's steps with its name and the words for a student."""

    id: str
    title: str
    hint: str
    place: str
    source: Convention | Mistake | GeneralMistake

    @property
    def kind(self) -> EditKind:
        """What it is to a student: another convention, or a mistake."""
        return EditKind.CONVENTION if isinstance(self.source, Convention) else EditKind.MISTAKE

    @property
    def holds_in_part(self) -> bool:
        """Whether it may be told where another edit has taken the place of what it does to some of its lines."""
        return not isinstance(self.source, Mistake) or isinstance(self.source.edit, Everywhere)

    @property
    def is_general(self) -> bool:
        """Whether it is derived for every rule that it fits."""
        return isinstance(self.source, GeneralMistake)

    @property
    def renames(self) -> bool:
        """Whether the titles of other changes of its lines would be untrue."""
        return isinstance(self.source, GeneralMistake) and self.source.renames


def named_edits(rule: Rule, convention: str) -> tuple[NamedEdit, ...]:
    """The other conventions, the rule's own mistakes, and the general ones that it does not name itself."""
    own = [mistake for mistake in rule.mistakes_under(convention) if mistaken(rule, convention, mistake.id) is not None]
    ids = {mistake.id for mistake in own}
    general = [mistake for mistake in general_mistakes(rule) if mistake.id not in ids]
    mistakes: list[Mistake | GeneralMistake] = [*own, *general]
    return (
        *_other_conventions(rule, convention),
        *(NamedEdit(f"{rule.name}/{m.id}", m.title, m.hint, m.place, m) for m in mistakes),
    )


def _other_conventions(rule: Rule, convention: str) -> Iterator[NamedEdit]:
    chosen = rule.convention(convention)
    for other in rule.conventions:
        if other is not chosen:
            used_by = f", as in {other.used_by}" if other.used_by else ""
            yield NamedEdit(
                f"{rule.name}/convention-{other.name}",
                f"{other.title}{used_by}",
                f"This is a form of {rule.title} that others use. In this course: {chosen.title}.",
                "the formula in the docstring, line by line",
                other,
            )


def mistaken(rule: Rule, convention: str, id_: str) -> Steps | None:
    """The steps of a rule under a convention with one of its own mistakes.

    As the convention says; else what the convention and the mistake change is merged. A mistake that leaves nothing of
    the convention is the same in every form. None where they change the same part, or the mistake changes nothing.
    """
    form, as_there = rule.steps_under(convention), rule.mistakes_in.get(rule.convention(convention).name, ())
    mistake = next((mistake for mistake in rule.mistakes_under(convention) if mistake.id == id_), None)
    if mistake is None:  # one that only another convention has
        return None
    steps, usual = _carried_out(mistake, form), _carried_out(mistake, rule.steps)
    if isinstance(mistake.edit, Edit) and mistake not in as_there and usual is not None:
        steps = merged(rule.steps, form, usual) or (steps if steps == usual else None)
    return None if steps == form else steps


def _carried_out(mistake: Mistake, steps: Steps) -> Steps | None:
    try:
        return mistake.edit.apply(steps)
    except CourseError:  # this form has no such line
        return None


def applied(rule: Rule, convention: str, edits: tuple[NamedEdit, ...]) -> Steps | None:
    """The steps of a rule under a convention with some edits carried out; see `Editor.applied`."""
    return Editor(rule, convention).applied(edits)


class Editor:
    """Carries out edits of a rule under a convention; what many pairs of edits share is done once."""

    def __init__(self, rule: Rule, convention: str) -> None:
        self._rule, self._convention = rule, convention
        self._form = rule.under(convention)
        self._mistaken: dict[tuple[str, str], Steps | None] = {}

    def applied(self, edits: tuple[NamedEdit, ...]) -> Steps | None:
        """The steps with some edits carried out: of some lines, then those of every line.

        A mistake together with another convention is that mistake as it looks in that form. None where an edit changes
        nothing, two change the same part, or one needs a quantity that is not there.
        """
        sources = [edit.source for edit in edits]
        chosen = next((source.name for source in sources if isinstance(source, Convention)), self._convention)
        form = self._rule.steps_under(chosen)
        steps: Steps | None = form
        for source in sources:
            if isinstance(source, Mistake) and isinstance(source.edit, Edit):
                alone = self._with_mistake(chosen, source.id)
                steps = None if alone is None or steps is None else merged(form, steps, alone)
        for change in _of_every_line(sources):
            changed = None if steps is None else change(steps)
            steps = None if changed == steps else changed
        if steps is None or steps == self._form.steps or not _is_complete(self._form, steps):
            return None
        return steps

    def _with_mistake(self, convention: str, id_: str) -> Steps | None:
        if (convention, id_) not in self._mistaken:
            self._mistaken[convention, id_] = mistaken(self._rule, convention, id_)
        return self._mistaken[convention, id_]


def _of_every_line(sources: Iterable[Convention | Mistake | GeneralMistake]) -> Iterator[Change]:
    for source in sources:
        if isinstance(source, GeneralMistake):
            yield source.change
        elif isinstance(source, Mistake) and isinstance(source.edit, Everywhere):
            yield source.edit.apply


def _is_complete(rule: Rule, steps: Steps) -> bool:
    """Whether every quantity is there when it is used, and the first returned one in the end."""
    known = {*rule.parameters, *(q.symbol for q in rule.state), *(step.symbol for step in steps)}
    return unbound(rule, steps) is None and rule.returned in known


def pairs(edits: tuple[NamedEdit, ...]) -> Iterator[tuple[NamedEdit, NamedEdit]]:
    """Two edits that could be made at once: not two conventions."""
    for index, first in enumerate(edits):
        for second in edits[index + 1 :]:
            if not isinstance(first.source, Convention) or not isinstance(second.source, Convention):
                yield first, second
