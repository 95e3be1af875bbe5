"""Parts that are answered by letters: one option or several, and pairs that belong together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from autograder.model.items import Blank, Explained, Lettered, LettersKey, MatchKey
from autograder.model.question import PartOfQuestion
from autograder.model.quiz import Kind
from autograder.quiz.generators.context import Context, NotSeparatedError
from autograder.quiz.generators.formulas import number
from autograder.quiz.generators.numbers import candidates, separated
from autograder.quiz.generators.programs import explained
from autograder.quiz.generators.shown import shown
from autograder.quiz.generators.texts import filled

MOST = len(ascii_lowercase)


def lettered(texts: Iterable[str], part: PartOfQuestion, context: Context) -> tuple[Lettered, ...]:
    """Texts with letters, in an order that is drawn unless the part keeps its own."""
    unique = list(dict.fromkeys(texts))
    if len(unique) > MOST:
        raise context.wrong(f"there are more than {MOST} to choose from", part)
    if part.shuffled:
        unique.sort(key=lambda text: hashlib.sha256(f"{context.luck}|{part.id}|{text}".encode()).digest())
    return tuple(Lettered(letter, text) for letter, text in zip(ascii_lowercase, unique, strict=False))


def _letters(texts: Iterable[str], choices: Sequence[Lettered]) -> tuple[str, ...]:
    wanted = set(texts)
    return tuple(choice.letter for choice in choices if choice.text in wanted)


# ---------------------------------------------------------------- choices


def choice_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, LettersKey]:
    """One option that is right, or any number of them."""
    if part.options:
        right, says = _of_options(part, context)
    elif part.show == "mistakes":
        right, says = _among_mistakes(part, context)
    else:
        right, says = _among_values(part, context)
    if part.kind is Kind.CHOICE and len(right) != 1:
        raise NotSeparatedError(f"{len(right)} options are right, not one")
    choices = lettered(says, part, context)
    because = {c.letter: Explained(says[c.text].ids, says[c.text].says) for c in choices if says[c.text].ids}
    rule = "One letter." if part.kind is Kind.CHOICE else "All letters that are right, such as  a c ; or  none."
    blank = Blank(part.id, part.kind, filled(part.text, context), points, choices, rule=rule)
    return blank, LettersKey(_letters(right, choices), because)


def _of_options(part: PartOfQuestion, context: Context) -> tuple[list[str], dict[str, Explained]]:
    texts = [filled(option.text, context) for option in part.options]
    if len(set(texts)) < len(texts):
        raise NotSeparatedError("two options are the same")
    ids = [f"{context.question.id}/option-{index}" for index, _ in enumerate(texts, 1)]
    says = {
        text: Explained((id_,), filled(option.says, context))
        for text, id_, option in zip(texts, ids, part.options, strict=True)
    }
    right = [text for text, o in zip(texts, part.options, strict=True) if context.holds(o.right, part)]
    return right, says


def _among_values(part: PartOfQuestion, context: Context) -> tuple[list[str], dict[str, Explained]]:
    """The right value among those that mistakes give."""
    value = context.value(part.ask, part)
    if value is None:
        raise NotSeparatedError("the answer has no value")
    right = number(value)
    wrong = separated(right, list(candidates(part, context, right)), part.tolerance or context.tolerance)
    texts = {shown(value): Explained((), ""), **{shown(v): because for v, because in wrong}}
    if len(texts) < len(wrong) + 1:
        raise NotSeparatedError("two options look the same")
    return [shown(value)], texts


def _among_mistakes(part: PartOfQuestion, context: Context) -> tuple[list[str], dict[str, Explained]]:
    """The mistake that the run makes, among others whose values are all different."""
    made = next((run.mistake for run in context.runs.values() if run.mistake), "")
    ids = context.mistakes(part)
    if made not in ids:
        raise context.wrong('show = "mistakes" needs a run with a mistake that is one of those listed', part)
    values = [(context.value(part.ask, part, mistake=id_), explained(context.mistake_of(id_))) for id_ in ids]
    known = [(number(value), because) for value, because in values if value is not None]
    if len(separated(context.value(f"right_{part.ask}", part).value, known, context.tolerance)) < len(ids):
        raise NotSeparatedError("two mistakes give the same number")
    titles = {id_: context.mistake_of(id_).title for id_ in ids}
    says = {title: Explained((context.mistake_of(id_).id,), "") for id_, title in titles.items()}
    return [titles[made]], says


# ---------------------------------------------------------------- pairs


def match_part(part: PartOfQuestion, context: Context, points: float) -> tuple[Blank, MatchKey]:
    """Left sides, each of which gets the letter of its right side."""
    lefts = tuple(filled(pair.left, context) for pair in part.pairs)
    rights = [filled(pair.right, context) for pair in part.pairs]
    extra = [filled(text, context) for text in part.extra]
    if set(extra) & set(rights):
        raise NotSeparatedError("what should belong to nothing belongs to something")
    choices = lettered([*rights, *extra], part, context)
    letter_of = {choice.text: choice.letter for choice in choices}
    rule = "A letter for each number, in order, such as  a c b."
    blank = Blank(part.id, part.kind, filled(part.text, context), points, choices, lefts, rule=rule)
    return blank, MatchKey(tuple(letter_of[text] for text in rights))
