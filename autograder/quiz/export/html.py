"""Texts of questions as the HTML that other systems show."""

from __future__ import annotations

from html import escape

from autograder.quiz.blocks import blocks


def html(text: str) -> str:
    """A text as paragraphs; lines of code and formulas stay as they are."""
    return "".join(
        f"<pre>{escape(block.text)}</pre>" if block.keeps_lines else f"<p>{escape(block.text)}</p>"
        for block in blocks(text)
    )
