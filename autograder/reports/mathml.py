"""Formulas as MathML, which browsers show and read out: made from the LaTeX that rules are printed as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from autograder.basics import cache

ARROW = r"&\leftarrow"
_DEPTH = {"{": 1, r"\begin": 1, "}": -1, r"\end": -1}
_NAME = re.compile(r"\\mathit\{((?:[^{}\\]|\\_)+)\}")
_LETTER = r"\\(?:beta|epsilon|eta|lambda|pi|rho)(?:_\d)?|(?<![\\a-zA-Z])[a-zA-Z0-9]"
_BESIDE_A_NAME = (
    re.compile(rf"({_NAME.pattern.replace('((', '(?:(')}) (?={_LETTER}|\\mathit|\\frac)"),
    re.compile(rf"({_LETTER}) (?=\\mathit)"),
)
"""Where a factor stands beside one whose name has several letters."""


@lru_cache(maxsize=512)
def formula(latex: str) -> str:
    """A rule's `aligned` block as a `math` element, a row for each step; kept, since all pages have the same.

    Raises ValueError where the LaTeX cannot be read.
    """
    name = f"formula-{cache.name_of(*_made_with(), latex.encode())}"
    kept = cache.kept(name)
    if kept is not None:
        return kept.decode()
    made = _formula(latex)
    cache.keep(name, made.encode())
    return made


@lru_cache(maxsize=1)
def _made_with() -> tuple[bytes, ...]:
    """All that decides what a formula becomes: this module and the converter."""
    converter = find_spec("latex2mathml.converter")
    files = (__file__, converter.origin if converter else None)
    return tuple(Path(file).read_bytes() for file in files if file)


def _formula(latex: str) -> str:
    lines = list(_lines(latex.removeprefix(r"\begin{aligned}").removesuffix(r"\end{aligned}").strip()))
    rows = "".join(f"<mtr>{''.join(f'<mtd>{_math(part)}</mtd>' for part in _sides(line))}</mtr>" for line in lines)
    return f'<math display="block"><mtable displaystyle="true">{rows}</mtable></math>'


def _lines(latex: str) -> Iterator[str]:
    r"""The lines between `\\`, but for those inside of braces and of environments such as `cases`."""
    depth, line = 0, ""
    for piece in re.findall(r"\\\\|\\begin\{\w+\}|\\end\{\w+\}|\\[a-zA-Z]+|\\.|[{}]|[^\\{}]+", latex):
        depth += _DEPTH.get(piece.partition("{")[0] or piece, 0)
        if piece == r"\\" and depth == 0:
            yield line.strip()
            line = ""
        else:
            line += piece
    yield line.strip()


def _sides(line: str) -> tuple[str, ...]:
    left, arrow, right = line.partition(ARROW)
    return (left, r"\leftarrow", right) if arrow else (line,)


def _math(latex: str) -> str:
    """A piece of LaTeX as the inside of a `math` element; names of several letters stay words."""
    from latex2mathml import converter  # only where a page is written

    for beside in _BESIDE_A_NAME:
        latex = beside.sub(r"\1\,", latex)
    words = _NAME.sub(lambda name: rf"\text{{{name[1].replace(chr(92), '')}}}", latex)
    made: str = converter.convert(words)
    return made.partition(">")[2].removesuffix("</math>")
