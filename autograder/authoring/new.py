"""An exercise of one's own begun: its file with the parts to fill in, and its entry for the course file."""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.templates import template
from autograder.errors import UsageError

HOLE = "FILL IN"
MORE = "_more"


@dataclass(frozen=True, slots=True)
class NewExercise:
    """The file to write, and what the course file is to say of it."""

    file: Path
    text: str
    entry: str


def unit_after(units: Sequence[str]) -> str:
    """The unit for more exercises: the last of a course where that is for them, else one after all others."""
    numbers = [int(unit[:2]) for unit in units if unit[:2].isdigit()]
    last = max(units, default="")
    return last if last.endswith(MORE) else f"{min(max(numbers, default=0) + 1, 99):02}{MORE}"


def new_exercise(name: str, unit: str, folder: Path, *, is_reference: bool) -> NewExercise:
    """The file of an exercise, beside a course file in a folder; UsageError where the name cannot be a function's."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise UsageError(f'"{name}" must be a Python function\'s name in small letters, such as  line_search')
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", unit):
        raise UsageError(f'--unit {unit} must look like "03_adaptive": two digits, then the name of the file')
    kind, place = ("reference", f"refs/{name}.py") if is_reference else ("rule", f"rules/{name}.py")
    text = template(f"{kind}.py.txt").replace("{name}", name).replace("{{", "{").replace("}}", "}")
    entry = f'[exercise.{name}]\n{kind} = "{place}"\nunit = "{unit}"\npoints = 4\n'
    return NewExercise(folder / place, text, entry)
