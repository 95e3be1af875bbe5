"""A sheet as a file that an editor fills in, without a key: written from items, read back whatever was done to it.

It is TOML: the unit, the student and the seed, then an `[[answer]]` for each question. Each of them is read on its own,
and where one is no TOML any more, each of its lines: a forgotten quote costs nobody the other answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.model.course import Unit
from autograder.model.items import Blank, Item
from autograder.model.sheet import AnswersTo, Sheet

FILE_NAME = "quiz.toml"
WIDTH = 100
MOST_BYTES = 256 << 10
RESERVED = ("question", "version", "attempts")
"""Keys of an answer that are not ids of blanks."""
_HEADER = re.compile(r"\s*\[\[\s*answer\s*\]\]\s*(#.*)?")
_LINE = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=(.*)")

# ---------------------------------------------------------------- writing


def sheet_text(items: Sequence[Item], student: str, seed: int, answers: Mapping[str, AnswersTo] | None = None) -> str:
    """The sheet of one unit; with `answers`, filled in as far as they go."""
    unit = items[0].unit
    lines = [
        f"# Quiz of unit {unit}. Write your answers between the quotes; what you leave empty counts as open.",
        "# Numbers: 3.8, 19/5 or 4 - 1/sqrt(10), with a decimal point. Letters: b, or c a b where several are asked.",
        f"# Hand in this file, or go through it in the terminal:  grade quiz take {Unit(unit).short}",
        "",
        f"unit = {_quoted(unit)}",
        f"student = {_quoted(student)}",
        f"seed = {seed}",
    ]
    for number, item in enumerate(items, 1):
        lines += ["", "", *_question(number, item, (answers or {}).get(item.question))]
    asked = {item.question for item in items}
    for given in (answers or {}).values():
        if given.question not in asked:
            lines += ["", "", *_kept(given)]
    return "\n".join([*lines, ""])


def _question(number: int, item: Item, given: AnswersTo | None) -> Iterator[str]:
    yield f"# {'-' * (WIDTH - 2)}"
    points = f"{item.points:g} point{'' if item.points == 1 else 's'}"
    yield from _comment(f"{number}. {item.title} ({points})\n\n{item.text}")
    yield ""
    yield "[[answer]]"
    yield f"question = {_quoted(item.question)}"
    yield f"version = {_quoted(item.version)}"
    if given is not None and given.attempts > 1:
        yield f"attempts = {given.attempts}"
    for blank in item.blanks:
        yield from _comment(blank_text(blank))
        yield f"{blank.id} = {_quoted(given.texts.get(blank.id, '') if given is not None else '')}"


def _kept(given: AnswersTo) -> Iterator[str]:
    """An answer to a question that is not known here, as it was."""
    yield "[[answer]]"
    yield f"question = {_quoted(given.question)}"
    yield f"version = {_quoted(given.version)}"
    yield from (f"{key} = {_quoted(text)}" for key, text in given.texts.items())


def blank_text(blank: Blank) -> str:
    """What is asked at one place, with what there is to choose from, as plain text."""
    lefts = [f"  {number}  {text}" for number, text in enumerate(blank.lefts, 1)]
    choices = [f"  {choice.letter}  {choice.text}" for choice in blank.choices]
    return "\n".join(filter(None, [blank.text, *lefts, *choices, blank.rule]))


def _comment(text: str) -> Iterator[str]:
    """A text as comment lines; lines that are set in stay as they are."""
    import textwrap  # only where sheets are written

    for line in text.splitlines():
        wrapped = [line] if line.startswith(" ") else textwrap.wrap(line, WIDTH - 2) or [""]
        yield from (f"# {part}".rstrip() for part in wrapped)


def _quoted(text: str) -> str:
    """A text as a TOML string of one line."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\U{_scalar(c):08x}") for c in text) + '"'


def _scalar(character: str) -> int:
    """A character that TOML can hold; half of a pair becomes the sign for what cannot be shown."""
    return 0xFFFD if 0xD800 <= ord(character) <= 0xDFFF else ord(character)


# ---------------------------------------------------------------- reading


def read_sheet(content: bytes, name: str) -> Sheet:
    """What a file answers, as far as it can be read; what cannot is said with its line. Nothing is raised."""
    if len(content) > MOST_BYTES:
        problem = f"{name} has more than {MOST_BYTES >> 10} KiB: hand in the sheet alone"
        return Sheet(name, "", "", None, (), problem=problem)
    text, notes = _decoded(content, name)
    blocks = _blocks(text)
    first, head = next(blocks)
    values, strange = _values(head, first, name)
    answers = [_answers(block, at, name) for at, block in blocks]
    if not answers:
        problem = f"{name} has no [[answer]]: it is no sheet of a quiz. Get a new one with  grade quiz"
        return Sheet(name, "", "", None, (), problem=problem)
    found = tuple(one for one in answers if isinstance(one, AnswersTo))
    notes += [*strange, *(one for one in answers if isinstance(one, str))]
    seed = values.get("seed", "")
    return Sheet(
        name,
        values.get("unit", ""),
        values.get("student", ""),
        int(seed) if re.fullmatch(r"\d{1,19}", seed, re.ASCII) else None,
        found,
        tuple(notes),
    )


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        note = f"{name}, line {line}: this is not UTF-8, so some signs could not be read: save the file as UTF-8"
        return content.decode("utf-8-sig", "replace"), [note]


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """What stands above the first answer, then each answer, with the number of its first line."""
    at, block = 1, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if _HEADER.fullmatch(line):
            yield at, block
            at, block = number + 1, []
        else:
            block.append(line)
    yield at, block


def _values(lines: Sequence[str], first: int, name: str) -> tuple[dict[str, str], list[str]]:
    """The values of some lines by key, as text; where they are no TOML together, line by line."""
    try:
        found = tomllib.loads("\n".join(lines), parse_float=str)
        return {key: _as_text(value) for key, value in found.items()}, []
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return _line_by_line(lines, first, name)


def _line_by_line(lines: Sequence[str], first: int, name: str) -> tuple[dict[str, str], list[str]]:
    values: dict[str, str] = {}
    notes = []
    for number, line in enumerate(lines, first):
        found = _LINE.fullmatch(line)
        if found is None:
            if line.strip() and not line.lstrip().startswith("#"):
                notes.append(f'{name}, line {number}: this was not read: an answer is written  name = "answer"')
            continue
        key, rest = found[1], found[2].strip()
        if key in values:
            notes.append(f"{name}, line {number}: {key} is there twice: the first one counts")
            continue
        try:
            values[key] = _as_text(tomllib.loads(f"value = {rest}", parse_float=str)["value"])
        except (tomllib.TOMLDecodeError, RecursionError, ValueError, KeyError):
            values[key] = rest.strip("\"' ")
            notes.append(f'{name}, line {number}: there should be one pair of quotes: read as "{values[key][:60]}"')
    return values, notes


def _as_text(value: Any) -> str:
    """A value of TOML as it was meant: lists are letters in order."""
    if isinstance(value, list):
        return " ".join(map(_as_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _answers(lines: Sequence[str], first: int, name: str) -> AnswersTo | str:
    """One answer; a sentence where it does not say which question it answers."""
    values, notes = _values(lines, first, name)
    question = values.get("question", "")
    if not question:
        return f'{name}, line {first - 1}: this [[answer]] does not say which question: write  question = "..."'
    attempts = values.get("attempts", "1")
    return AnswersTo(
        question,
        values.get("version", ""),
        {key: text for key, text in values.items() if key not in RESERVED},
        first - 1,
        int(attempts) if re.fullmatch(r"\d{1,3}", attempts, re.ASCII) else 1,
        tuple(notes),
    )
