"""The file `repair.py` as a student gets it: the broken function, what fails, and the mistakes to choose from."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from autograder.expected.lookup import key_for
from autograder.model import ExerciseKey
from autograder.model.course import Course
from autograder.repair.draw import ANYBODY, Drawn, drawn, short_name
from autograder.repair.failing import what_fails
from autograder.repair.sentences import texts_in
from autograder.texts import Texts

FILE_NAME = "repair.py"
WIDTH = 100


def repair_files(course: Course, units: tuple[str, ...], folder: Path, student: str = ANYBODY) -> dict[Path, str]:
    """The file of each of some units, by where it belongs below a student's folder; none where nothing suits."""
    found = ((unit, drawn(course, unit, student)) for unit in units)
    return {folder / unit / FILE_NAME: repair_text(one, course, student) for unit, one in found if one is not None}


def repair_text(drawn: Drawn, course: Course, student: str) -> str:
    """What the file says, in the course's language; it holds no formula, and nothing that the function does not say."""
    exercise = drawn.broken.exercise
    key, texts = key_for([exercise]).exercises[exercise.name], texts_in(course.language)
    title = texts.of(key.docstring.partition("\n")[0])
    head, *body = drawn.broken.source.splitlines()
    return "\n".join(
        [
            *_comments(_introduction(drawn, key, texts)),
            f"# unit = {drawn.unit}",
            f"# student = {quoted(student)}",
            f"# seed = {course.repair.seed}",
            f"# version = {drawn.version}",
            "",
            "import numpy as np",
            "",
            "",
            head,
            f'    """{title}"""',
            *body,
            "",
            "",
            *_comments(_choices(drawn, texts)),
            'MISTAKE = ""',
            "",
        ]
    )


def _introduction(drawn: Drawn, key: ExerciseKey, texts: Texts) -> Iterator[str]:
    exercise = drawn.broken.exercise
    check, *told = what_fails(drawn.broken, key, texts)
    yield texts("file-title", exercise=exercise.name)
    yield texts("file-two" if len(drawn.broken.mistakes) > 1 else "file-one")
    yield ""
    yield f"{texts('file-fails')} {check}"
    yield from (f"  {line}" for line in told)
    yield ""
    yield texts("file-steps", command=f"grade show {exercise.name}")
    yield texts("file-check", command=f"grade check {FILE_NAME}")
    yield ""
    yield texts("file-keep")


def _choices(drawn: Drawn, texts: Texts) -> Iterator[str]:
    yield texts("file-which-two" if len(drawn.broken.mistakes) > 1 else "file-which")
    widest = max(len(short_name(named.id)) for named in drawn.choices)
    for named in drawn.choices:
        name = f"{short_name(named.id):<{widest}}"
        lines = textwrap.wrap(texts.of(named.title), WIDTH - widest - 6) or [""]
        yield f"  {name}  {lines[0]}"
        yield from (f"  {'':<{widest}}  {line}" for line in lines[1:])


def _comments(lines: Iterator[str]) -> Iterator[str]:
    """Lines as comments; those that are set in stay in one piece."""
    for line in lines:
        wrapped = [line] if line.startswith(" ") else textwrap.wrap(line, WIDTH - 2) or [""]
        yield from (f"# {part}".rstrip() for part in wrapped)


def quoted(name: str) -> str:
    """A name as one line, whatever is in it."""
    return json.dumps(name, ensure_ascii=not name.isprintable())
