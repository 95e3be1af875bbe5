"""Reports for a terminal: one student's checks with the next step, and the table of a class."""

from __future__ import annotations

import io
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.model import ExerciseResult, Outcome, Report, Standing, Status
from autograder.model.report import NEEDS_YOU
from autograder.reports.safe import clean, number, obeyed_by_none
from autograder.reports.wording import looks_like, note, points, telling_check, word

STYLES = {
    Status.PASSED: "green",
    Status.FAILED: "red",
    Status.ERROR: "red",
    Status.TIMEOUT: "red",
    Status.CRASHED: "red",
    Status.BROKEN: "bold red",
    Status.MISSING: "yellow",
    Status.SKIPPED: "dim",
}


@dataclass(frozen=True, slots=True)
class CheckView:
    """What of a report is shown: all exercises in full or the first open one, hints, and how to check again."""

    show_all: bool = False
    hint: bool = False
    command: str = "grade check"
    out_of_place: Mapping[str, str] = field(default_factory=dict)
    """By unit: what is to be done first, where its file is not where it belongs."""


def render(report: Report, *, view: CheckView, width: int, color: bool, ascii_only: bool = False) -> str:
    """One student's report: exercises in a line each, those asked for in full, and the next step."""
    open_ones = [exercise for exercise in report.exercises if exercise.status is not Status.PASSED]
    in_full = list(report.exercises) if view.show_all else [e for e in open_ones if e.file is not None][:1]
    parts: list[RenderableType] = [_overview(report, ascii_only)]
    parts += [_exercise(exercise, view) for exercise in in_full]
    parts += [
        Text(f"{clean(e.name)}: {clean(e.tally)}")
        for e in report.exercises
        if e.status is Status.PASSED and e.tally and e not in in_full
    ]
    parts += [_unbroken(f"Note: {clean(said)}", "yellow") for said in view.out_of_place.values()]
    said = set(view.out_of_place.values())
    parts += [Text(f"Note: {clean(note)}", style="yellow") for note in report.notes if note not in said]
    parts.append(_next_step(report, open_ones, view))
    return _text(parts, width, color)


def _text(parts: Sequence[RenderableType], width: int, color: bool) -> str:
    """Parts one below the other; a text that is not to be wrapped is longer than the width, and not cut."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text) and part.no_wrap is True)
    return obeyed_by_none("".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1]))


# ---------------------------------------------------------------- one student


def _overview(report: Report, ascii_only: bool) -> Table:
    table = Table(box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD, pad_edge=False, show_footer=True)
    table.add_column("exercise", footer="in all", overflow="fold")
    table.add_column("status", overflow="fold")
    table.add_column("points", footer=points(report.score, report.max_score), justify="right", no_wrap=True)
    for exercise in report.exercises:
        is_there = exercise.file is not None or exercise.status is not Status.MISSING
        status = _status(exercise.status) if is_there else Text("no file", style="yellow")
        table.add_row(clean(exercise.name), status, _of(exercise))
    return table


def _status(status: Status) -> Text:
    return Text(word(status), style=STYLES[status])


def _of(result: ExerciseResult | Outcome) -> str:
    return points(result.score, result.max_score)


def _exercise(exercise: ExerciseResult, view: CheckView) -> RenderableType:
    place = f"  ({clean(exercise.file)}, line {exercise.line})" if exercise.file and exercise.line else ""
    lines: list[RenderableType] = [Text.assemble((clean(exercise.name), "bold"), place), Text()]
    lines += [Text(f"    {clean(line)}") for line in exercise.formula.splitlines()]
    lines.append(Padding(_checks(exercise.checks), (1, 0, 0, 2)))
    if exercise.tally:
        lines.append(Padding(Text(clean(exercise.tally)), (1, 0, 0, 2)))
    told = telling_check(exercise)
    if told is not None:
        lines.append(Padding(_finding(told), (1, 0, 0, 2)))
    lines += _diagnosis(exercise, view)
    return Group(*lines, Text())


WIDEST_STATUS = 8


def _checks(checks: Sequence[Outcome]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.show_header = True
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_column("weight", justify="right", no_wrap=True)
    for check in checks:
        weight = _of(check) if check.max_score else ""
        status = _status(check.status)
        status.pad_right(WIDEST_STATUS - len(status))
        table.add_row(status, clean(check.title), weight)
    return table


def _finding(check: Outcome) -> RenderableType:
    lines: list[RenderableType] = [Text(clean(check.message))]
    if check.expected or check.got:
        pair = Table.grid(padding=(0, 2))
        pair.add_column(no_wrap=True)
        pair.add_column(overflow="fold")
        pair.add_row("  expected", clean(check.expected))
        pair.add_row("  got", clean(check.got))
        lines.append(pair)
    return Group(*lines)


def _first_hint(exercise: ExerciseResult) -> str:
    """Where to look when no mistake has a name: the exact values on the way."""
    convention = "" if exercise.convention == "default" else f" --convention {clean(exercise.convention)}"
    show = f"grade show {clean(exercise.name)}{convention}"
    return f"Hint: go through one call by hand, line by line of the formula. The right values on the way:  {show}"


def _diagnosis(exercise: ExerciseResult, view: CheckView) -> list[RenderableType]:
    if exercise.diagnosis is None:
        return (
            [Padding(Text(_first_hint(exercise)), (1, 0, 0, 2))]
            if view.hint and exercise.status is not Status.PASSED
            else []
        )
    lines = [clean(sentence) for sentence in looks_like(exercise)]
    if view.hint:
        lines += [f"Where to look: {clean(part.place)}" for part in exercise.diagnosis.parts]
    if exercise.diagnosis.where:
        lines.append(clean(exercise.diagnosis.where))
    if view.hint and not exercise.diagnosis.parts:
        lines.append(_first_hint(exercise))
    return [Padding(Text(line), (1, 0, 0, 2)) for line in lines]


def _unbroken(line: str, style: str) -> Text:
    """A line with a command to copy, which only the terminal itself breaks."""
    return Text(line, style=style, no_wrap=True)


def _next_step(report: Report, open_ones: Sequence[ExerciseResult], view: CheckView) -> Text:
    units = [exercise.unit for exercise in open_ones[:1]] or view.out_of_place
    for sentence in [view.out_of_place[unit] for unit in units if unit in view.out_of_place][:1]:
        return _unbroken(f"Next: {clean(sentence)}", "bold")
    if not open_ones:
        count = len(report.exercises)
        passed = f"All {count} exercises pass" if count > 1 else f"{clean(report.exercises[0].name)} passes"
        return Text(f"{passed}. Well done!", style="green")
    first = open_ones[0]
    place = f"{clean(first.file or '')}, line {first.line}" if first.line else clean(first.file or "your file")
    verb = "write" if first.status is Status.MISSING else "mend"
    return Text(f"Next: {verb} {clean(first.name)} ({place}), then type:  {clean(view.command)}", style="bold")


# ---------------------------------------------------------------- a class


def render_class(reports: Sequence[Report], *, width: int, color: bool, ascii_only: bool = False) -> str:
    """The class: a line for each student, then how many there are, their mean and their median."""
    table = Table(box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("student", overflow="fold", ratio=1, min_width=8)
    heads = _unit_heads(reports, width)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("worst", no_wrap=True)
    for report in reports:
        scores = [number(unit.score) for unit in report.units] if heads else []
        table.add_row(clean(report.student), *scores, points(report.score, report.max_score), _worst(report))
    notes = [Text(_first_note(report)) for report in reports if report.notes and report.status not in NEEDS_YOU]
    return _text([table, *notes, *([Text()] if notes else []), Text(_statistics(reports))], width, color)


def _worst(report: Report) -> Text:
    """The worst status of an exercise; where it is not graded, or nothing was handed in, that."""
    if report.status is Standing.GRADED:
        return _status(min((e.status for e in report.exercises), key=list(Status).index))
    return Text(report.status, style="bold red" if report.status in NEEDS_YOU else "yellow")


def render_needs_you(reports: Sequence[Report]) -> str:
    """Those whom nobody but the instructor can help, each with the reason; nothing where there are none."""
    lines = [f"{clean(r.student)}: {clean(note(r))}" for r in reports if r.status in NEEDS_YOU]
    return obeyed_by_none("\n".join([f"needs you: {len(lines)}", *lines, ""])) if lines else ""


ROOM_FOR_OTHERS = 50
"""What a student's name, the points and the worst status take, with the space between them."""


def _unit_heads(reports: Sequence[Report], width: int) -> list[str]:
    """Heads for the units' columns: their names, their numbers where names do not fit, or no columns at all."""
    names = [unit.name for unit in reports[0].units] if reports else []
    for heads in (names, [name.partition("_")[0] for name in names]):
        if sum(max(len(head), len("100.5")) + 2 for head in heads) <= width - ROOM_FOR_OTHERS:
            return heads
    return []


def _first_note(report: Report) -> str:
    """What is to be said of a submission as a whole, in a line; the student's page says all."""
    more = f" (and {len(report.notes) - 1} more)" if len(report.notes) > 1 else ""
    return f"{clean(report.student)}: {clean(report.notes[0])}{more}"


def _statistics(reports: Sequence[Report]) -> str:
    scores = [report.score for report in reports if not math.isnan(report.score)]
    if not scores:
        return "No grades."
    mean, median = round(statistics.fmean(scores), 1), statistics.median(scores)
    return f"{len(reports)} students; mean {number(mean)}, median {number(median)}; isolation {reports[0].isolation}"
