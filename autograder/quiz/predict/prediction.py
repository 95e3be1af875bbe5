"""A prediction to be made: the quiz's item and key, and what is shown once it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from autograder.model.items import Blank, BlankKey, Explained, Frozen, Item, ItemKey, Lettered, LettersKey
from autograder.model.quiz import Kind

LETTERS = "abcdefgh"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Curve:
    """Numbers step after step, to be drawn; `says` is what it is, told when it is known."""

    values: tuple[float, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """One question, its key, the curves to choose from by their letters, and lines that show what the rule does."""

    frozen: Frozen
    shown: tuple[str, ...]
    command: str
    """The command that shows more of it."""
    curves: Mapping[str, Curve] = field(default_factory=dict)

    @property
    def blank(self) -> Blank:
        """The one place for an answer."""
        return self.frozen.item.blanks[0]

    @property
    def key(self) -> BlankKey:
        """What is right there."""
        return self.frozen.key.blanks[self.blank.id]


def prediction_of(
    name: str,
    unit: str,
    text: str,
    blank: Blank,
    key: BlankKey,
    *,
    shown: Sequence[str],
    command: str,
    curves: Mapping[str, Curve] | None = None,
) -> Prediction:
    """A prediction on an exercise, from what is asked and what is right."""
    item = Item(f"predict/{name}", unit, name, text, 0.0, (blank,), "")
    return Prediction(Frozen(item, ItemKey("", {blank.id: key})), tuple(shown), command, curves or {})


def choice_of(
    texts: Sequence[str], right: int, says: Sequence[Explained], draw: Random | None = None
) -> tuple[Blank, LettersKey]:
    """A choice between some texts, of which one is right, and what is said to who takes each; shuffled by a draw."""
    order = list(range(len(texts)))
    if draw is not None:
        draw.shuffle(order)
    choices = tuple(Lettered(letter, texts[at]) for letter, at in zip(LETTERS, order, strict=False))
    letters = {at: choice.letter for choice, at in zip(choices, order, strict=True)}
    because = {letters[at]: said for at, said in enumerate(says) if said.says}
    return Blank("answer", Kind.CHOICE, "", 0.0, choices), LettersKey((letters[right],), because)
