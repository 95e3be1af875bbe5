"""A part of an explanation: a heading with sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what is said below it, a sentence or two each."""

    heading: str
    sentences: tuple[str, ...]
