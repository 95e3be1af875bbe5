"""What a student reads in a terminal after a check: one exercise, one thing to do, and how far the course has come.

The message stands first. What is shown of an exercise fits into a dozen lines; all of its checks are shown on request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from autograder.basics.dataclass import dataclass
from autograder.model import ExerciseResult, Report, Status
from autograder.reports.console import STYLES, laid_out, status_text, unbroken, wrapped
from autograder.reports.parts_of_screen import (
    MOST_LINES,
    MOST_OF_SUCCESS,
    Part,
    bar,
    check_table,
    expected_and_yours,
    fitted,
    pointed_at,
    success,
)
from autograder.reports.repairs_on_screen import lines_alone, lines_beside
from autograder.reports.safe import clean
from autograder.reports.sentences import texts_in
from autograder.reports.view import Card, UnitView, card, student_view, unit_title
from autograder.reports.wording import is_unwritten, left_to_do, points, worked_on
from autograder.texts import Texts

if TYPE_CHECKING:
    from rich.table import Table

MOST_NOTES, USUAL_NOTES = 3, 1
MOST_WAYS_OUT = 4


@dataclass(frozen=True, slots=True)
class CheckView:
    """What of a report is shown: all exercises in full or the one that is worked on, hints, and how to check again."""

    show_all: bool = False
    hint: bool = False
    command: str = "grade check"
    out_of_place: Mapping[str, str] = field(default_factory=dict)
    """By unit: what is to be done first, where its file is not where it belongs."""
    details: bool = False
    """Whether the checks of what is shown are listed, with full sentences."""
    changed: Mapping[str, float] = field(default_factory=dict)
    """By file: when it was changed last, in seconds."""
    fresh: frozenset[str] = frozenset()
    """What passes for the first time."""
    solution: bool = False
    """Whether our solution may be looked at."""
    then: str = ""
    """The exercise that comes after those that are asked for; empty where none does."""
    is_stuck: bool = False
    """Whether what is shown did not pass several times in a row."""
    quizzes: frozenset[str] = frozenset()
    """The units that are done with what passes for the first time, and whose quiz is not."""
    in_words: bool = False
    """Whether what is drawn is said in words instead, for who listens."""


def render(report: Report, *, view: CheckView, width: int, color: bool, ascii_only: bool = False) -> str:
    """One student's report: the exercise that is worked on, how far the course has come, and the next step."""
    screen = _Screen(report, view, width, ascii_only, texts_in(report.language))
    return laid_out(screen.parts(), width, color)


@dataclass(frozen=True, slots=True)
class _Screen:
    report: Report
    view: CheckView
    width: int
    ascii_only: bool
    texts: Texts

    def parts(self) -> list[RenderableType]:
        """All that is shown, from top to bottom."""
        if not self.report.exercises:
            notes = self._notes(None)
            return [*notes, *lines_alone(self.report, self.view.command, self.width, self.texts)]
        shown = list(self.report.exercises) if self.view.show_all else []
        one = None if self.view.show_all else worked_on(self.report, self.view.changed, self.view.fresh)
        lines: list[RenderableType] = []
        for exercise in shown:
            lines += [*self._exercise(exercise), Text()]
        if one is not None:
            notes = self._notes(one)
            foot = [Part(self._others(one), 6), Part(self._progress(one), 2 if one.status is Status.PASSED else 4)]
            foot += [Part(notes, 0), Part(self._quiz(one), 0), Part(self._next(one), 0)]
            most = MOST_OF_SUCCESS if one.status is Status.PASSED else MOST_LINES
            most += max(0, len(notes) - USUAL_NOTES)  # many files are missing: what is said of this one stays
            most += MOST_WAYS_OUT if self.view.hint else 0
            lines += fitted([*self._body(one), *foot], most)
            lines += self._checks(one) if self.view.details else []
        else:
            lines += [self._overview()] if shown else self._units()
            lines += [*self._notes(None), *self._next(None)]
        in_full = self.view.show_all or self.view.details
        return [*lines, *lines_beside(self.report, self.width, self.texts, in_full=in_full)]

    # ------------------------------------------------------------ one exercise

    def _exercise(self, exercise: ExerciseResult) -> list[RenderableType]:
        """An exercise in full."""
        formula = [unbroken(f"    {clean(line)}") for line in exercise.formula.splitlines()]
        lines = [line for part in self._body(exercise) for line in part.lines]
        return [*lines, *formula, *self._checks(exercise)]

    def _body(self, exercise: ExerciseResult) -> list[Part]:
        """What is said of an exercise; of what does not pass first what is the matter with it."""
        shown = card(exercise, self.texts)
        said = Text(self._headline(exercise), style=STYLES[exercise.status])
        head = Text.assemble((clean(exercise.name), "bold"), "  ", said)
        place = [unbroken(clean(shown.place), "cyan")] if shown.place else []
        if exercise.status is Status.PASSED:
            convention = [Part(self._wrapped(clean(exercise.tally)), 1)] if exercise.tally else []
            drawn = self.width, self.texts
            card_of_it = success(shown, *drawn, ascii_only=self.ascii_only, in_words=self.view.in_words)
            return [Part([head], 0), *card_of_it, *convention, Part(self._compare(exercise), 3)]
        parts = [Part([head, *place], 0), Part(self._wrapped(clean(shown.message)), 0)]
        parts.append(Part(expected_and_yours(shown, self.width, self.texts), 1))
        parts.append(Part(pointed_at(shown, self.width, self.texts, in_words=self.view.in_words), 1))
        ranks = (1, *[5] * len(shown.says))
        parts += [Part(self._wrapped(clean(said)), rank) for said, rank in zip(shown.says, ranks, strict=False)]
        if is_unwritten(exercise):
            parts.append(Part([unbroken(f"    {clean(line)}") for line in exercise.formula.splitlines()], 2))
        parts.append(Part(self._printed(shown), 3))
        parts += [Part(self._wrapped(hint), 0) for hint in self._hints(shown)]
        parts.append(Part(self._ways_out(shown), 0))
        if exercise.tally and (self.view.show_all or self.view.details):
            parts.append(Part(self._wrapped(clean(exercise.tally)), 1))
        return parts

    def _compare(self, exercise: ExerciseResult) -> list[Text]:
        """How to see our solution of what is solved."""
        command = f"grade show {clean(exercise.name)} --solution"
        is_shown = self.view.solution and not self.view.show_all
        return [unbroken(f"{self.texts('compare-with-ours')}  {command}")] if is_shown else []

    def _headline(self, exercise: ExerciseResult) -> str:
        count = len(exercise.checks)
        of_all = "-all" if exercise.status is Status.PASSED and count > 1 else ""
        return self.texts(f"headline.{exercise.status.value}{of_all}", count=count)

    def _printed(self, shown: Card) -> list[Text]:
        """What that call printed, in a line or two."""
        if not shown.printed:
            return []
        lines = clean("  ".join(line.strip() for line in shown.printed), 150)
        return self._wrapped(self.texts("printed", text=lines))

    def _hints(self, shown: Card) -> list[str]:
        if not self.view.hint:
            return []
        convention = f" --convention {clean(shown.convention)}" if shown.convention else ""
        if not shown.hints:
            return [self.texts("by-hand", command=f"grade show {clean(shown.name)}{convention}")]
        return [self.texts("where-to-look", place=clean(place)) for place in shown.hints]

    def _ways_out(self, shown: Card) -> list[Text]:
        """What helps who tried several times: where to find it, or a line each for who asks for hints."""
        name = clean(shown.name)
        if self.view.show_all or not (self.view.is_stuck or self.view.hint):
            return []
        if not self.view.hint:
            return [unbroken(f"{self.texts('stuck')}  grade check {name} --hint")]
        ways = [
            ("stuck.steps", f"grade show {name}"),
            ("stuck.reset", f"grade reset {name}"),
            ("stuck.report", f"grade report {name}"),
        ]
        return [unbroken(f"{self.texts(id_)}  {way}") for id_, way in ways]

    def _checks(self, exercise: ExerciseResult) -> list[RenderableType]:
        return [Text(), check_table(exercise, self.texts, in_full=self.view.details), Text()]

    # ------------------------------------------------------------ the course

    def _overview(self) -> Table:
        """Every exercise in a line."""
        from rich import box
        from rich.table import Table

        table = Table(box=box.ASCII2 if self.ascii_only else box.SIMPLE_HEAD, pad_edge=False, show_footer=True)
        table.add_column(self.texts("head.exercise"), footer=self.texts("in-all"), overflow="fold")
        table.add_column(self.texts("head.status"), overflow="fold")
        in_all = points(self.report.score, self.report.max_score, self.texts)
        table.add_column(self.texts("head.points"), footer=in_all, justify="right", no_wrap=True)
        for exercise in self.report.exercises:
            is_there = exercise.file is not None or exercise.status is not Status.MISSING
            status = (
                status_text(exercise.status, self.texts) if is_there else Text(self.texts("no-file"), style="yellow")
            )
            table.add_row(clean(exercise.name), status, points(exercise.score, exercise.max_score, self.texts))
        return table

    def _units(self) -> list[Text]:
        """Every unit in a line."""
        units = [unit for unit in student_view(self.report).units if len(unit.cards) > 1]
        titles = [clean(self.texts.of(unit_title(unit.name))) for unit in units]
        widest = max(map(len, titles), default=0)
        drawn = (self._bar(unit) for unit in units)
        return [Text(f"{title:<{widest}}  {line}") for title, line in zip(titles, drawn, strict=True)]

    def _bar(self, unit: UnitView) -> str:
        """How much of a unit is done, drawn or in words."""
        done, of = unit.passed, len(unit.cards)
        drawn = bar(done, of, ascii_only=self.ascii_only)
        return self.texts("of-unit", passed=done, count=of) if self.view.in_words else drawn

    def _others(self, shown: ExerciseResult) -> list[Text]:
        """What else is wrong, in a line."""
        others = [e for e in self.report.exercises if e is not shown and e.status is not Status.PASSED]
        wrong = [clean(e.name) for e in others if not is_unwritten(e) and e.file is not None]
        return self._wrapped(self.texts("also-to-mend", names=", ".join(wrong))) if wrong else []

    def _progress(self, shown: ExerciseResult | None) -> list[Text]:
        """How far the unit and the course have come."""
        view = student_view(self.report)
        if view.exercises < 2:
            return []
        said = []
        unit = next((one for one in view.units if shown and one.name == shown.unit), None)
        if unit is not None and len(unit.cards) > 1:
            of = self.texts("of-unit", passed=unit.passed, count=len(unit.cards))
            drawn = "" if self.view.in_words else f"{self._bar(unit)} "
            said.append(f"{self.texts.of(unit_title(unit.name))} {drawn}{of}")
        if len(view.units) > 1:
            said.append(self.texts("of-course", passed=view.passed, count=view.exercises))
            further, of_further = view.further
            said += [self.texts("of-further", passed=further, count=of_further)] if of_further else []
        return self._wrapped("   ".join(map(clean, said)), "dim") if said else []

    def _quiz(self, shown: ExerciseResult) -> list[Text]:
        """Where the unit is done with this exercise: its quiz."""
        if shown.unit not in self.view.quizzes:
            return []
        title = clean(self.texts.of(unit_title(shown.unit)))
        return self._wrapped(self.texts("unit-done", unit=title, command=f"grade quiz {shown.unit.partition('_')[0]}"))

    def _next(self, shown: ExerciseResult | None) -> list[Text]:
        """The one thing to do now."""
        if sentence := self._first_to_move(shown):
            return [unbroken(self.texts("next", sentence=clean(sentence)), "bold")]
        one = self._to_do(shown)
        if one is None:
            return self._done()
        sentence = "next.write" if one.status is Status.MISSING else "next.mend"
        said = self.texts(sentence, name=clean(one.name), command=clean(self.view.command))
        next_step = [unbroken(said, "bold")]
        there = card(one, self.texts).place
        return next_step if one is shown or not there else [*next_step, unbroken(clean(there), "cyan")]

    def _to_do(self, shown: ExerciseResult | None) -> ExerciseResult | None:
        open_ones = left_to_do(self.report.exercises)
        return shown if shown in open_ones else next(iter(open_ones), None)

    def _first_to_move(self, shown: ExerciseResult | None) -> str:
        """What is to be done first about a file that is not where it belongs; empty where that is not next."""
        one, moved = self._to_do(shown), self.view.out_of_place
        units = [one.unit] if one else list(moved)
        return next((moved[unit] for unit in units if unit in moved), "")

    def _done(self) -> list[Text]:
        passing = [exercise.name for exercise in self.report.exercises if exercise.status is Status.PASSED]
        count, name = len(passing), clean(passing[0])
        earned = points(self.report.score, self.report.max_score, self.texts, in_full=True)
        done = "all-done" if count > 1 else "done" if self.report.max_score else "done-to-practise"
        said = self.texts(done, count=count, name=name, points=earned)
        after = self.texts("next.then", name=clean(self.view.then), command="grade check") if self.view.then else ""
        return [*self._wrapped(said, "green"), *([unbroken(after, "bold")] if after else [])]

    def _notes(self, shown: ExerciseResult | None) -> list[Text]:
        """What is to be said of the files as a whole, and is not said elsewhere."""
        above = card(shown, self.texts).message.partition(" (line")[0] if shown and shown.status is Status.ERROR else ""
        below = self._first_to_move(shown)
        notes = [note for note in self.report.notes if note != below and not (above and above in note)]
        moved = set(self.view.out_of_place.values())
        most = len(notes) if self.view.show_all or self.view.details else MOST_NOTES
        chosen = [note for note in notes if note in moved] + [note for note in notes if note not in moved][:most]
        lines = [unbroken(self.texts("note", note=clean(note)), "yellow") for note in chosen]
        left = len(notes) - len(chosen)
        more = Text(self.texts("more-notes-there", count=left, command="grade check -v"), style="yellow")
        return [*lines, *([more] if left else [])]

    def _wrapped(self, text: str, style: str = "") -> list[Text]:
        return wrapped(text, self.width, style=style) if text else []
