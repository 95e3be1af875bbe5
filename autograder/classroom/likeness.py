"""Who of a class handed in the same, to the letter or but for names, comments and layout: said, and nobody accused.

Only functions and classes that somebody has written are compared, without their docstrings: what was handed out never
counts, nor does a function that is not written yet. Functions of three lines are often written alike, so it is told
only where much of a unit is the same, and other names are told only where few of a class write it so.
"""

from __future__ import annotations

import hashlib
import json
import keyword
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from autograder.model.display import listed
from autograder.model.submission import SourceFile, Submission
from autograder.processes import Each, Lost
from autograder.processes.portions import each_in_portions
from autograder.reports.changes import names
from autograder.reports.view import unit_title
from autograder.submissions.definitions import definitions
from autograder.submissions.demo_mark import is_marked

LETTER = "to the letter"
SHAPE = "but for names, comments and layout"
MOST_SECONDS = 60.0
"""For one submission; who takes longer is left out."""
ENOUGH: Mapping[str, int] = {LETTER: 100, SHAPE: 250}
"""So many tokens must be the same; a word of a comment counts like some."""
A_WORD = 5
MOST_OF_A_DEMO = 0.5
"""Where so many of a class are marked, it is the demo's own."""
FEW = 0.1
"""What a larger part of a class writes in the same way is how it is written."""
_TOKEN = re.compile(r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[^\W\d]\w*|\d[\w.]*|\S)""")


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody wrote in one unit: how much it is, and the digests that are the same where it is."""

    unit: str
    size: int
    letter: str
    """A digest that is the same where it is the same to the letter."""
    shape: str
    """A digest that is the same where all but names, comments and layout is."""
    is_marked: bool = False
    """Whether it holds code that `grade demo` made."""


@contextmanager
def looking() -> Iterator[Callable[[Submission], tuple[Form, ...]]]:
    """The job of a worker: from a submission to its forms."""
    yield forms_of


def forms_of_each(submissions: Sequence[Submission], workers: Each) -> list[tuple[Form, ...]]:
    """The forms of some submissions; none of one that takes too long, or ends the worker that looks."""
    found = each_in_portions(workers, looking, submissions, MOST_SECONDS)
    return [() if isinstance(forms, Lost) else _slim(forms) for forms in found]


def _slim(forms: Sequence[Form]) -> tuple[Form, ...]:
    """The same, its texts one thing in memory with those of others."""
    return tuple(
        replace(form, unit=sys.intern(form.unit), letter=sys.intern(form.letter), shape=sys.intern(form.shape))
        for form in forms
    )


def forms_text(forms: Sequence[Form]) -> str:
    """Forms as they are kept."""
    return json.dumps([[form.unit, form.size, [form.letter, form.shape], form.is_marked] for form in forms])


def forms_from(text: str) -> tuple[Form, ...]:
    """Forms that were kept."""
    kept = json.loads(text)
    return _slim([Form(unit, size, letter, shape, marked) for unit, size, (letter, shape), marked in kept])


def forms_of(submission: Submission) -> tuple[Form, ...]:
    """What a student wrote in each unit."""
    return tuple(_form(unit, file) for unit, file in sorted(submission.files.items()) if not file.problem)


def alike(forms: Mapping[str, Sequence[Form]]) -> tuple[str, ...]:
    """Sentences about who wrote the same, and who handed in what `grade demo` made.

    `forms` are those of a class, by student.
    """
    return (*_marked(forms), *_same(forms))


def _marked(forms: Mapping[str, Sequence[Form]]) -> Iterator[str]:
    written = {student: some for student, some in forms.items() if some}
    marked = [student for student, some in written.items() if any(form.is_marked for form in some)]
    if len(marked) > 1 and len(marked) >= MOST_OF_A_DEMO * len(written):
        yield f"Made by grade demo, and no class: {len(marked)} of {len(written)} hand-ins are marked so."
    elif marked:
        yield f"Holds code that grade demo made: {names(marked)}"


def _same(forms: Mapping[str, Sequence[Form]]) -> Iterator[str]:
    """A sentence for each group, the units in which it is one together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    told: set[tuple[str, str]] = set()
    for how in (LETTER, SHAPE):
        for unit, students in _groups(forms, how):
            new = [student for student in students if (unit, student) not in told]
            if len(students) > 1 and new and (how == LETTER or len(students) <= max(2, FEW * len(forms))):
                groups.setdefault((how, tuple(students)), []).append(unit)
                told |= {(unit, student) for student in students}
    for (how, together), units in groups.items():
        yield f"The same {how}: {names(together)} in {listed([unit_title(unit) for unit in units])}"


def _groups(forms: Mapping[str, Sequence[Form]], how: str) -> Iterator[tuple[str, list[str]]]:
    """Those who wrote one thing, unit by unit."""
    found: dict[tuple[str, str], list[str]] = {}
    for student, some in forms.items():
        for form in (form for form in some if form.size >= ENOUGH[how]):
            digest = form.letter if how == LETTER else form.shape
            found.setdefault((form.unit, digest), []).append(student)
    yield from ((unit, students) for (unit, _), students in found.items())


# ---------------------------------------------------------------- what somebody wrote


def _form(unit: str, file: SourceFile) -> Form:
    sources = [cell.source for cell in file.cells if not cell.left_out] or [file.text or ""]
    mine = [one for source in sources for one in definitions(source) if one.is_written]
    written = ["\n".join([f".{one.name}", *one.body]) for one in mine]
    tokens = [_TOKEN.findall(text) for text in written]
    shapes = [_shape(some) for some in tokens]
    words = sum(len(token.split()) for some in tokens for token in some if token.startswith("#"))
    marked = any(map(is_marked, sources))
    return Form(unit, sum(map(len, tokens)) + A_WORD * words, _digest(written), _digest(shapes), marked)


def _shape(tokens: Sequence[str]) -> str:
    """Tokens without comments, in which each name but an attribute's is called by its place."""
    places: dict[str, str] = {}
    shape: list[str] = []
    for token in tokens:
        if token.startswith("#"):
            continue
        is_name = token.isidentifier() and not keyword.iskeyword(token) and shape[-1:] != ["."]
        shape.append(places.setdefault(token, f"_{len(places)}") if is_name else token)
    return " ".join(shape)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(sorted(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:20]
