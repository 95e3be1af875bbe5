"""How pages look, put together from files of style sheets: a whole page, and a card below a notebook's cell."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "templates"
CELL = ".grade-descent"
"""What a card in a notebook lies in."""
DARK_THEMES = ('[data-jp-theme-light="false"]', ".vscode-dark", ".vscode-high-contrast", '[theme="dark"]')
"""How JupyterLab, VS Code and Colab say on an element around a cell that the theme is dark."""


def page_style() -> str:
    """The style sheet of a page, in the look that the reader's system asks for."""
    return (
        f":root {{ color-scheme: light dark;\n{_file('light')}}}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{\n{_file('dark')}}} }}\n"
        f"{_file('page')}{_file('card')}{_file('print')}"
    )


@lru_cache(maxsize=1)
def cell_style() -> str:
    """The style sheet of a card in a notebook.

    It holds for the card alone, and brings ground and ink together: it can be read whatever the theme, and is dark
    where the notebook says that it is. The class is doubled, since JupyterLab's own rules for tables are as strong.
    """
    dark = ", ".join(f"{theme} {CELL}{CELL}" for theme in DARK_THEMES)
    return (
        f"{CELL}{CELL} {{ color-scheme: light;\n{_file('light')}}}\n"
        f"{dark} {{ color-scheme: dark;\n{_file('dark')}}}\n"
        f"{CELL}{CELL} {{\n{_file('cell')}{_file('card')}}}\n"
    )


def _file(name: str) -> str:
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")
