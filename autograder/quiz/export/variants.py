"""The variants of a unit's questions, each group of which one is to be asked, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from autograder.model.items import Frozen
from autograder.quiz.course_quiz import CourseQuiz
from autograder.quiz.export.portable import Asked, asked_of


class Group(NamedTuple):
    """Variants of one question, of which each student gets one."""

    variants: tuple[Asked, ...]

    @property
    def name(self) -> str:
        """The question, and the blank where it has several."""
        first = self.variants[0]
        return first.question if first.blank == "answer" else f"{first.question} {first.blank}"


class Export(NamedTuple):
    """What is written to one file."""

    title: str
    groups: tuple[Group, ...]
    lost: tuple[str, ...]
    """Sentences about what the file does not carry."""


def variants(quiz: CourseQuiz, unit: str, count: int) -> Iterable[Frozen]:
    """Up to `count` variants of each question of a unit, all different."""
    found: dict[str, Frozen] = {}
    for at in range(1, count + 1):
        for frozen in quiz.items(unit, f"variant {at}"):
            found.setdefault(f"{frozen.item.question} {frozen.item.version}", frozen)
    return found.values()


def export_of(title: str, items: Iterable[Frozen]) -> Export:
    """Items as groups of questions."""
    grouped: dict[tuple[str, str], list[Asked]] = {}
    lost: dict[str, None] = {}
    for portable in map(asked_of, items):
        lost |= dict.fromkeys(portable.lost)
        for asked in portable.asked:
            grouped.setdefault((asked.question, asked.blank), []).append(asked)
    return Export(title, tuple(Group(tuple(group)) for group in grouped.values()), tuple(lost))


def with_losses(export: Export, losses: Sequence[str]) -> Export:
    """An export that also lists what its format cannot carry."""
    return export._replace(lost=tuple(dict.fromkeys((*export.lost, *losses))))
