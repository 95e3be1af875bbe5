"""Files that are written for others as they lie here, with some `{names}` filled in."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def template(name: str, **values: str) -> str:
    """The text of a file of this folder, with values in the place of their `{names}`."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text.format(**values) if values else text
