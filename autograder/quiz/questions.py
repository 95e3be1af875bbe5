"""Read questions: `quiz.toml` of a unit -> Question. What is wrong with one is an error with its file and line.

Whether rules, mistakes, landscapes and formulas that a question names exist is seen where it is carried out, by
`grade verify` and by `generators.check`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.model.course import Unit
from autograder.model.question import Option, Pair, PartOfQuestion, Piece, Question, Wrong
from autograder.model.quiz import Kind, Tolerance
from autograder.quiz.question_file import QuestionFile, Table
from autograder.quiz.question_runs import runs_of

QUESTION_KEYS = ("id", "title", "text", "points", "draw", "where", "run", "runs", "part", "feedback")
PART_KEYS = (
    "kind",
    "ask",
    "line",
    "mistakes",
    "wrong",
    "option",
    "pair",
    "extra",
    "piece",
    "names",
    "relative",
    "absolute",
    "digits",
    "show",
    "follows",
    "shuffled",
)
NEEDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CHOICE: ("option", "mistakes"),
    Kind.CHOICES: ("option",),
    Kind.NUMBER: ("ask",),
    Kind.FORMULA: ("ask", "line"),
    Kind.ORDER: ("piece", "run"),
    Kind.MATCH: ("pair",),
    Kind.LINE: ("run",),
}
"""What a part of each kind says: at least one of these."""
MOST_POINTS = 100


def questions_of(file: Path, unit: str) -> tuple[Question, ...]:
    """The questions in a file, in order; CourseError names the file, the line and the key."""
    root = QuestionFile(file).root
    root.refuse_unknown(("question",))
    found: dict[str, Question] = {}
    for table in root.tables("question"):
        question = _question(table, unit)
        if question.id in found:
            raise table.wrong(
                "id", f'"{table.text("id")}" is there twice: the other is in line {found[question.id].line}'
            )
        found[question.id] = question
    return tuple(found.values())


def _question(table: Table, unit: str) -> Question:
    """One `[[question]]`; where it asks only one thing, the part's keys stand in it."""
    parts = table.tables("part")
    table.refuse_unknown(QUESTION_KEYS if parts else (*QUESTION_KEYS, *PART_KEYS))
    id_ = _id(table)
    read = tuple(_part(part, table, _id(part), part.text("text", "")) for part in parts) or (
        _part(table, table, "answer", ""),
    )
    _refuse_doubles(parts, read)
    return Question(
        id=f"{Unit(unit).short}/{id_}",
        unit=unit,
        title=table.text("title"),
        text=table.text("text").strip(),
        file=str(table.file.file),
        line=table.line,
        parts=read,
        points=_points(table, len(read)),
        draw={name: _drawn(table.table("draw"), name) for name in table.table("draw").data},
        where=table.text("where", ""),
        runs=runs_of(table),
        feedback=table.text("feedback", "").strip(),
        version=hashlib.sha256(json.dumps(table.data, sort_keys=True).encode()).hexdigest()[:8],
    )


def _id(table: Table) -> str:
    id_ = table.text("id")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id_):
        raise table.wrong("id", f'must be in small letters, digits and "-", not "{id_}"')
    return id_


def _refuse_doubles(tables: Sequence[Table], parts: Sequence[PartOfQuestion]) -> None:
    ids = [part.id for part in parts]
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            raise tables[index].wrong("id", f'"{id_}" is there twice in this question: each part has its own')


def _points(table: Table, parts: int) -> float:
    points = table.number("points", parts)
    if not 0 < points <= MOST_POINTS or 2 * points % 1:
        raise table.wrong("points", f"must be a multiple of one half, more than 0 and at most {MOST_POINTS}")
    return float(points)


def _drawn(draw: Table, name: str) -> tuple[str, ...]:
    """What is drawn under a name: a list, texts with blanks between them, or whole numbers as "2..9"."""
    value = draw.data[name]
    if isinstance(value, str) and (ends := re.fullmatch(r"(-?\d+)\.\.(-?\d+)", value)):
        return tuple(map(str, range(int(ends[1]), int(ends[2]) + 1)))
    drawn = draw.texts(name)
    wide = len(name.split())
    if not drawn:
        raise draw.wrong(name, "has nothing to draw from")
    if wide > 1 and any(len(one.split()) != wide for one in drawn):
        raise draw.wrong(name, f'draws {wide} at a time: a list of texts such as ["1/10 9/10", "1/5 4/5"]')
    return drawn


# ---------------------------------------------------------------- parts


def _part(table: Table, question: Table, id_: str, text: str) -> PartOfQuestion:
    if table is not question:
        table.refuse_unknown(("id", "text", *PART_KEYS))
    kind = _kind(table)
    said = set(table.data) | (set(question.data) & {"run", "runs"})
    if not said & set(NEEDS[kind]) and not ("runs" in said and "run" in NEEDS[kind]):
        raise table.wrong("", f'kind "{kind}" needs {" or ".join(NEEDS[kind])}')
    if kind is Kind.CHOICE and not table.data.get("option") and "ask" not in table.data:
        raise table.wrong("", "a choice among the answers of mistakes needs ask")
    names = table.table("names")
    return PartOfQuestion(
        id=id_,
        kind=kind,
        text=text.strip(),
        line=table.line,
        ask=table.text("ask", ""),
        of_line=table.text("line", ""),
        mistakes=table.texts("mistakes"),
        wrong=tuple(_wrong(one) for one in table.tables("wrong")),
        options=tuple(_option(one) for one in table.tables("option")),
        pairs=tuple(_pair(one) for one in table.tables("pair")),
        extra=table.texts("extra"),
        pieces=tuple(_piece(one) for one in table.tables("piece")),
        names={name: names.text(name) for name in names.data},
        tolerance=_tolerance(table),
        show=_show(table),
        follows=table.truth("follows", True),
        shuffled=table.truth("shuffled", True),
    )


def _kind(table: Table) -> Kind:
    said = table.text("kind")
    if said not in list(Kind):
        raise table.wrong("kind", f'is not known: "{said}"; known are {", ".join(Kind)}')
    return Kind(said)


def _show(table: Table) -> str:
    show = table.text("show", "values")
    if show not in ("values", "mistakes"):
        raise table.wrong("show", 'must be "values" or "mistakes"')
    return show


def _wrong(table: Table) -> Wrong:
    table.refuse_unknown(("value", "says"))
    return Wrong(table.text("value"), table.text("says").strip())


def _option(table: Table) -> Option:
    table.refuse_unknown(("text", "right", "says"))
    return Option(table.text("text").strip(), table.text("right"), table.text("says", "").strip())


def _pair(table: Table) -> Pair:
    table.refuse_unknown(("left", "right"))
    return Pair(table.text("left").strip(), table.text("right").strip())


def _piece(table: Table) -> Piece:
    table.refuse_unknown(("name", "text", "after"))
    return Piece(table.text("name"), table.text("text").strip(), table.texts("after"))


def _tolerance(table: Table) -> Tolerance | None:
    """How near the answer must be, where the part says so."""
    keys = [key for key in ("relative", "absolute", "digits") if key in table.data]
    if not keys:
        return None
    usual = Tolerance()
    for key in ("relative", "absolute"):
        if not re.fullmatch(r"\d+(\.\d+)?([eE]-?\d+)?(/\d+)?", table.text(key, "0")):
            raise table.wrong(key, f'must be a number as text, such as "1/1000", not "{table.text(key)}"')
    digits = table.number("digits", usual.digits)
    if digits != int(digits) or not 0 <= digits <= 15:
        raise table.wrong("digits", "must be a whole number from 0 to 15")
    return Tolerance(table.text("relative", usual.relative), table.text("absolute", usual.absolute), int(digits))
