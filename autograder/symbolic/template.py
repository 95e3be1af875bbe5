"""A program with holes where the lines of its steps go; nothing here needs SymPy."""

from __future__ import annotations

from collections.abc import Sequence

HOLE = "..."
"""Stands where the steps go; followed by names, where the lines go that assign these."""


def filled(template: str, lines: Sequence[str]) -> str:
    """A template with lines in the place of its holes: those of the names that a hole lists, all others in `...`."""
    holes = [line for line in template.splitlines(keepends=True) if line.lstrip().startswith(HOLE)]
    elsewhere = {name: hole for hole in holes for name in hole.split()[1:]}
    (usual,) = (hole for hole in holes if hole.strip() == HOLE)
    for hole in holes:
        indent = hole[: len(hole) - len(hole.lstrip())]
        there = [line for line in lines if elsewhere.get(line.partition(" = ")[0], usual) is hole]
        template = template.replace(hole, "".join(f"{indent}{line}\n" for line in there), 1)
    return template
