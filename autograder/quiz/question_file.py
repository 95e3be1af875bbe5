"""A file of questions as it was written: its tables, their values by key, and the line on which each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.catalogue.course_file import read_toml
from autograder.errors import CourseError

Path_ = tuple[str | int, ...]
"""Where a value stands: ("question", 3, "part", 0, "ask"); tables of one name are counted from 0."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


class QuestionFile:
    """A file of questions, with the means to say on which line a value stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text, self.data = read_toml(file)
        self._lines = dict(_places(self.text))

    @property
    def root(self) -> Table:
        """The whole file as a table."""
        return Table(self, (), self.data)

    def line_of(self, path: Path_) -> int:
        """The line of a value, or of the nearest table around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _places(text: str) -> Iterator[tuple[Path_, int]]:
    """Every table and key with its line; what stands inside texts of several lines is passed over."""
    counts: dict[Path_, int] = {}
    table: Path_ = ()
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
            continue
        if header := _HEADER.fullmatch(line):
            table = _opened(header[2], header[1] == "[[", counts)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_names(key[1])), number
        quotes = next((q for q in ('"""', "'''") if line.count(q) % 2), "")


def _opened(name: str, is_one_of_several: bool, counts: dict[Path_, int]) -> Path_:
    """The path of the table that a header opens; `counts` holds how many there are of each so far."""
    path: Path_ = ()
    names = _names(name)
    for place, part in enumerate(names):
        path = (*path, part)
        if is_one_of_several and place == len(names) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _names(dotted: str) -> Sequence[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


class Table:
    """One table of a file of questions; what is wrong with a value of it is a CourseError with file and line."""

    def __init__(self, file: QuestionFile, path: Path_, data: Mapping[str, Any]) -> None:
        self.file = file
        self.path = path
        self.data = data

    @property
    def line(self) -> int:
        """The line on which it stands."""
        return self.file.line_of(self.path)

    def wrong(self, key: str, what: str) -> CourseError:
        """The error for a value: file, line, key, and what is wrong with it."""
        path = (*self.path, key) if key else self.path
        place = f"{self.file.file}, line {self.file.line_of(path)}"
        return CourseError(f"{place}: {key} {what}" if key else f"{place}: {what}")

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """CourseError for the first key that is not one of those known."""
        for key in self.data:
            if key not in known:
                raise self.wrong(key, f"is not known here; known are {', '.join(known)}")

    def text(self, key: str, fallback: str | None = None) -> str:
        """A text; without a fallback it must be there. Whole numbers and truth values may stand without quotes."""
        value = self.data.get(key, fallback)
        if value is None:
            raise self.wrong("", f"{key} is missing")
        if isinstance(value, bool):
            return str(value).lower()
        if not isinstance(value, str | int):
            raise self.wrong(key, f'must be text: write {key} = "{value}"')
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text with blanks between them; none where it is not there."""
        value = self.data.get(key, ())
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list | tuple) or not all(isinstance(one, str | int) for one in value):
            raise self.wrong(key, f'must be a list of texts, such as {key} = ["1/10", "1/5"]')
        return tuple(map(str, value))

    def truth(self, key: str, fallback: bool) -> bool:
        """A truth value."""
        value = self.data.get(key, fallback)
        if not isinstance(value, bool):
            raise self.wrong(key, f"must be true or false, not {value!r}")
        return value

    def number(self, key: str, fallback: float) -> float:
        """A number."""
        value = self.data.get(key, fallback)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.wrong(key, f"must be a number, not {value!r}")
        return value

    def table(self, key: str) -> Table:
        """A table inside this one; empty where it is not there."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table, such as { name = ... }")
        return Table(self.file, (*self.path, key), value)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of one name inside this one, in order; none where there are none."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(key, f"must be tables, such as {key} = [{{ ... }}, {{ ... }}]")
        return tuple(Table(self.file, (*self.path, key, index), one) for index, one in enumerate(value))
