"""Parts of what a terminal shows of an exercise: lines, how important each is, and how they fit into a few."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.basics.dataclass import dataclass
from autograder.model import ExerciseResult, Outcome
from autograder.reports.console import status_text, unbroken, wrapped
from autograder.reports.safe import clean
from autograder.reports.view import Card
from autograder.reports.wording import points
from autograder.texts import Texts

if TYPE_CHECKING:
    from rich.table import Table

MOST_LINES, MOST_OF_SUCCESS = 12, 21
"""Of what is shown of an exercise: with a picture, what a usual terminal has room for."""
MOST_OF_THEOREM = 3
WIDEST_STATUS = 8
_RATE = re.compile(r"\blr=(\d*\.?\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines that belong together; what has a larger rank is left out first. Those of rank 0 never are."""

    lines: Sequence[Text]
    rank: int


def fitted(parts: Sequence[Part], most: int) -> list[Text]:
    """The lines of as many parts as fit, with blank lines between them as far as there is room."""
    kept = [part for part in parts if part.lines]
    while sum(len(part.lines) for part in kept) > most and any(part.rank for part in kept):
        kept.remove(max(kept, key=lambda part: part.rank))
    blanks = most - sum(len(part.lines) for part in kept)
    lines: list[Text] = []
    for number, part in enumerate(kept):
        if number and len(kept) - number <= blanks:
            lines.append(Text())
        lines += part.lines
    return lines


def expected_and_yours(card: Card, width: int, texts: Texts) -> list[Text]:
    """The right values and the student's, one below the other."""
    names = [texts("expected"), texts("yours")]
    pairs = zip(names, (card.expected, card.got), strict=True)
    widest = max(map(len, names))
    return [
        line
        for name, value in pairs
        if value
        for line in wrapped(f"{name:<{widest}}  {clean(value)}", width, margin="  ", hanging=widest + 2)
    ]


def pointed_at(card: Card, width: int, texts: Texts, *, in_words: bool = False) -> list[Text]:
    """The student's own line, with a mark below the part that is meant, or that part once more."""
    if card.excerpt is None:
        return []
    number = f"{card.excerpt.line:>4} | "
    text, start, end = card.excerpt.text.expandtabs(4), card.excerpt.start, card.excerpt.end
    room = width - len(number) - 2
    shift = max(0, min(start - room // 3, len(text) - room)) if end > room else 0
    shown = clean(text[shift : shift + room])
    lines = [unbroken(f"{number}{shown}")]
    is_behind = 0 < start == len(text)  # as where a colon is missing
    start, end = start - shift, start - shift + 1 if is_behind else min(end - shift, len(shown))
    if in_words:
        part = shown[max(start, 0) : end].strip()
        lines += [unbroken("  " + texts("part-meant", text=part), style="red")] if part else []
    elif 0 <= start < end and shown == text[shift : shift + room]:
        lines.append(unbroken(" " * 4 + " | " + " " * start).append("^" * (end - start), style="red"))
    return lines


def bar(done: int, of: int, *, ascii_only: bool) -> str:
    """How much of a unit is done, a character for each exercise."""
    full, empty = ("#", "-") if ascii_only else ("█", "░")
    return full * done + empty * (of - done)


# ---------------------------------------------------------------- what passes


def success(card: Card, width: int, texts: Texts, *, ascii_only: bool, in_words: bool = False) -> list[Part]:
    """Of a function that is right: its path, what is also true of it, and a question that leads on."""
    parts = []
    if card.picture and card.picture.own and in_words:
        from autograder.reports.pictures import in_words as told

        said = f"{card.picture.call}: {told(card.picture, texts)}"
        parts.append(Part(wrapped(clean(said), width), 0))
    elif card.picture and card.picture.own:
        from autograder.reports.plotted import plotted  # only where something is drawn

        drawn = plotted(card.picture, width, texts, ascii_only=ascii_only).splitlines()
        parts.append(Part([*wrapped(clean(card.picture.call), width), *map(unbroken, drawn)], 0))
    if card.also_true:
        first, *others = card.also_true
        parts.append(Part(also_true(clean(first), len(others), width, texts), 1))
    if card.question:
        parts.append(Part(wrapped(texts("to-think-on", question=clean(card.question)), width), 1))
    rate = _RATE.search(card.picture.call) if card.picture else None
    if rate:
        command = f"grade show {clean(card.name)} --set lr={2 * float(rate[1]):g}"
        parts.append(Part([*wrapped(texts("twice-the-rate"), width), unbroken(f"  {command}")], 4))
    return parts


def also_true(theorem: str, others: int, width: int, texts: Texts) -> list[Text]:
    """What is also true, in three lines: where that is too long without its source, or without saying how much more.

    Both are shown with `-v`.
    """
    without_source = _without_parentheses(theorem)
    with_more = "also-true-more" if others else "also-true"
    forms = ((with_more, theorem), (with_more, without_source), ("also-true", without_source))
    tried = [wrapped(texts(id_, theorem=said, count=others), width, style="green") for id_, said in forms]
    fits = next((lines for lines in tried if len(lines) <= MOST_OF_THEOREM), None)
    if fits is not None:
        return fits
    *first, last = tried[-1][:MOST_OF_THEOREM]
    last.truncate(width - len(" ..."))
    return [*first, last.append(" ...")]


def _without_parentheses(text: str) -> str:
    """A text without what stands in parentheses at its end, which may hold others."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if depth == 0:
            return text[:at].rstrip() if at < len(text) - 1 else text
    return text


# ---------------------------------------------------------------- checks


def check_table(exercise: ExerciseResult, texts: Texts, *, in_full: bool) -> Table:
    """All checks of an exercise, those of theorems under a heading of their own and in a few words, or in full."""
    from rich.table import Table  # only where checks are listed

    table = Table.grid(padding=(0, 2))
    table.show_header = True
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(texts("head.weight"), justify="right", no_wrap=True)
    for check in exercise.checks:
        if not check.short:
            _add(table, check, check.title, texts)
    theorems = [check for check in exercise.checks if check.short]
    if theorems:
        command = f"grade check --only {clean(exercise.name)} -v"
        table.add_row("", texts("proved") if in_full else texts("proved-more", command=command), "")
    for check in theorems:
        _add(table, check, check.title if in_full else check.short, texts)
    return table


def _add(table: Table, check: Outcome, title: str, texts: Texts) -> None:
    status = status_text(check.status, texts)
    status.pad_right(WIDEST_STATUS - len(status))
    table.add_row(status, clean(title), points(check.score, check.max_score, texts) if check.max_score else "")
