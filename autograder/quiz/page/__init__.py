"""A sheet as a page that works from a file, without a network and without a key: quiz.html.

The page holds the empty sheet as text and fills in its quotes, so that it saves what an editor would have saved.
Its parser of formulas, `formula.js`, is its own, for the page works without us; what it knows of signs, functions and
limits is the marker's.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from autograder.model.course import Unit
from autograder.model.items import Item
from autograder.quiz.blocks import blocks
from autograder.quiz.marking.answers import LIMITS, SIGNS
from autograder.quiz.marking.values import FUNCTIONS
from autograder.quiz.sheets import FILE_NAME as SHEET_NAME
from autograder.quiz.sheets import sheet_text

FILE_NAME = "quiz.html"
FOLDER = Path(__file__).parent
SCRIPTS = ("common.js", "tokens.js", "formula.js", "mathematics.js", "kinds.js", "sheet.js", "page.js")
"""In the order in which they run."""


def page_text(items: Sequence[Item], student: str, seed: int) -> str:
    """The page of one unit's quiz. Only its own scripts may run, and nothing is loaded from anywhere."""
    unit = items[0].unit
    style, scripts = _file("style.css"), [_file(name) for name in SCRIPTS]
    return _file("page.html").format(
        title=escape(f"Quiz {unit[:2]} {Unit(unit).short.replace('_', ' ')}"),
        style=style,
        style_hash=_source(style),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
        script_hashes=" ".join(map(_source, scripts)),
        data=_json(_data(items, student, seed)),
    )


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """The name by which a content security policy allows one inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(data: Any) -> str:
    """JSON that may stand in a script element, in which no < must be."""
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c")


def _data(items: Sequence[Item], student: str, seed: int) -> dict[str, Any]:
    return {
        "unit": items[0].unit,
        "student": student,
        "seed": seed,
        "file_name": SHEET_NAME,
        "sheet": sheet_text(items, student, seed),
        "items": [_item(item) for item in items],
        "words": words(),
    }


def _item(item: Item) -> dict[str, Any]:
    worth = f"{item.points:g} point{'' if item.points == 1 else 's'}"
    return {**asdict(item), "worth": worth, "blocks": [block._asdict() for block in blocks(item.text)]}


def words() -> dict[str, Any]:
    """What formulas may be written with: signs and their meanings, functions and their arguments, limits."""
    arity = {name: (fewest, most) for name, (_, fewest, most) in FUNCTIONS.items()}
    return {"signs": dict(SIGNS), "functions": arity, "limits": asdict(LIMITS)}
