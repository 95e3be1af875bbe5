"""The forms in which a student gets a sheet: one module for each, and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from autograder.model.items import Item
from autograder.quiz import page
from autograder.quiz.sheets import FILE_NAME, sheet_text

Writer = Callable[[Sequence[Item], str, int], str]
"""The items of one unit, the student and the seed -> the text of the file. No key is given, so none can be in it."""

FORMATS: Mapping[str, tuple[str, Writer]] = {
    "toml": (FILE_NAME, sheet_text),
    "html": (page.FILE_NAME, page.page_text),
}
"""By name: what the file is called, and what writes it."""
