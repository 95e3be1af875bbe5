"""What a terminal shows of repairs: a line beside the exercises, or all of it where nothing else was asked for."""

from __future__ import annotations

from rich.text import Text

from autograder.model import RepairResult, Report
from autograder.model.marks import Verdict
from autograder.reports.console import unbroken, wrapped
from autograder.reports.safe import clean
from autograder.reports.wording import points
from autograder.texts import Texts

STYLE = {Verdict.RIGHT: "green", Verdict.OPEN: "yellow", Verdict.INVALID: "yellow"}


def lines_beside(report: Report, width: int, texts: Texts, *, in_full: bool) -> list[Text]:
    """How each repair stands, in a line; with `in_full` what is said of it too."""
    return [line for repair in report.repairs for line in _lines(repair, width, texts, in_full=in_full)]


def lines_alone(report: Report, command: str, width: int, texts: Texts) -> list[Text]:
    """All that is said of repairs, and the one thing to do next."""
    lines = lines_beside(report, width, texts, in_full=True)
    is_done = bool(report.repairs) and all(repair.status == Verdict.RIGHT for repair in report.repairs)
    if is_done:
        return [*lines, *wrapped(texts("repairs-done"), width, style="green")]
    return [*lines, unbroken(texts("repairs-left", command=clean(command)), "bold")]


def _lines(repair: RepairResult, width: int, texts: Texts, *, in_full: bool) -> list[Text]:
    name, status = clean(repair.exercise or repair.id), texts.of(repair.status)
    earned = points(repair.score, repair.max_score, texts, in_full=True)
    said = texts("repair", name=name, status=status, points=earned)
    said = said if repair.max_score else texts("repair-open", name=name, status=status)
    style = next((style for verdict, style in STYLE.items() if repair.status == verdict), "red")
    place = [unbroken(clean(repair.file), "cyan")] if in_full and repair.file else []
    told = [line for part in repair.message.splitlines() for line in wrapped(clean(part), width)] if in_full else []
    return [*wrapped(said, width, style=style), *place, *told]
