"""A question with what was drawn for it -> the item, and its key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict

from autograder.model.items import Blank, BlankKey, Frozen, Item, ItemKey
from autograder.model.question import PartOfQuestion
from autograder.model.quiz import Kind
from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.formula_parts import formula_part
from autograder.quiz.generators.letters import choice_part, match_part
from autograder.quiz.generators.numbers import number_part
from autograder.quiz.generators.order import line_part, order_part
from autograder.quiz.generators.texts import filled

MAKERS: Mapping[Kind, Callable[[PartOfQuestion, Context, float], tuple[Blank, BlankKey]]] = {
    Kind.CHOICE: choice_part,
    Kind.CHOICES: choice_part,
    Kind.NUMBER: number_part,
    Kind.FORMULA: formula_part,
    Kind.ORDER: order_part,
    Kind.MATCH: match_part,
    Kind.LINE: line_part,
}


def made(context: Context, points: float) -> Frozen:
    """The item and its key; NotSeparatedError where other numbers must be drawn."""
    question = context.question
    share = points / len(question.parts)
    blanks = {part.id: MAKERS[part.kind](part, context, share) for part in question.parts}
    _refuse_invisible(context, {id_: key for id_, (_, key) in blanks.items()})
    shown = tuple(blank for blank, _ in blanks.values())
    text = filled(question.text, context)
    said = json.dumps([question.version, text, [asdict(blank) for blank in shown]], sort_keys=True)
    version = hashlib.sha256(said.encode()).hexdigest()[:8]
    item = Item(question.id, question.unit, question.title, text, points, shown, version)
    keys = {id_: key for id_, (_, key) in blanks.items()}
    return Frozen(item, ItemKey(version, keys, filled(question.feedback, context), dict(context.draw)))


def _refuse_invisible(context: Context, keys: Mapping[str, BlankKey]) -> None:
    """Every mistake that is listed must give another answer in some part, or nobody would be told of it."""
    listed = {context.mistake_of(m).id: m for part in context.question.parts for m in context.mistakes(part)}
    seen = {id_ for key in keys.values() for id_ in _ids(key)}
    for id_, mistake in listed.items():
        if id_ not in seen:
            raise NotSeparatedError(f"{mistake} does not show in any answer")


def _ids(key: BlankKey) -> set[str]:
    known = [wrong.because for wrong in getattr(key, "wrong", ())]
    known += list(getattr(key, "because", {}).values())
    return {id_ for because in known for id_ in because.ids}
