"""A course file as it was written: its values by their keys, and the means to say on which line a key stands."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from autograder.errors import CourseError


def read_toml(file: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it says; CourseError where it cannot be read, with the line if that is known."""
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise CourseError(f"{file} cannot be read ({error.strerror}): see who may read it") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CourseError(f"{file}, line {line}: this is not UTF-8: save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file}: this is not valid TOML: {error}") from error


class CourseFile:
    """A course file with the means to say on which line a key stands."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.folder = file.resolve().parent  # here once, and not for every exercise
        self.text, self.data = read_toml(file)

    def wrong(self, path: tuple[str, ...], what: str) -> CourseError:
        """The error for the value at a path: file, line, key, and what is wrong with it."""
        return CourseError(f"{self.file}, line {self.line_of(path)}: {'.'.join(path)} {what}")

    def line_of(self, path: tuple[str, ...]) -> int:
        """The line of a key (or of its table, where the key itself is not found); 1 if neither is."""
        table: tuple[str, ...] = ()
        best = 1
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
                table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
                if path[: len(table)] == table:
                    best = number
            elif (key := re.match(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*=", line)) and (*table, *_parts(key[1])) == path[
                : len(table) + 1
            ]:
                return number
        return best

    def value(self, path: tuple[str, ...], kind: type | tuple[type, ...], what: str, fallback: Any) -> Any:
        """The value at a path, of the right type, or the fallback."""
        data: Any = self.data
        for key in path[:-1]:
            data = data.get(key, {})
        value = data.get(path[-1], fallback)
        if value is not fallback and (not isinstance(value, kind) or isinstance(value, bool) != (kind is bool)):
            raise self.wrong(
                path, f"must be {what}, not {value.isoformat() if isinstance(value, date) else repr(value)}"
            )
        return value

    def table(self, *path: str) -> dict[str, Any]:
        """The table at a path; empty where there is none."""
        data: Any = self.data
        for depth, key in enumerate(path, 1):
            data = data.get(key, {})
            if not isinstance(data, dict):
                raise self.wrong(path[:depth], f"must be a table, written as [{'.'.join(path[:depth])}]")
        return dict(data)

    def refuse_unknown(self, path: tuple[str, ...], known: tuple[str, ...]) -> None:
        """CourseError for the first key of a table that is not one of those known."""
        for key in self.table(*path):
            if key not in known:
                raise self.wrong((*path, key), f"is not known here; known are {', '.join(known)}")


_KEY = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
"""A part of a key, with or without quotes."""


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_KEY, dotted)]
