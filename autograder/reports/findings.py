"""What was found of one exercise as plain text: lines that other programs show, and a comment beside a grade."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from autograder.model import Excerpt, ExerciseResult, Status
from autograder.reports.safe import clean, markdown_block, obeyed_by_none, terminal
from autograder.reports.sentences import IN_ENGLISH, texts_in
from autograder.reports.wording import explained, points, quoted_lines, telling_check, word
from autograder.texts import Language, Texts


def text_of(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> str:
    """What was found of an exercise, as plain text: what is wrong, the formula where something is, and its checks."""
    checks = [_check(c.status, c.title, c.score, c.max_score, texts.language) for c in exercise.checks]
    return obeyed_by_none("\n".join([*findings(exercise, texts), *checks]))


@lru_cache(maxsize=4096)
def _check(status: Status, title: str, score: float, most: float, language: Language) -> str:
    """A check as a line: in a class the same ones come again and again."""
    texts = texts_in(language)
    weighs = f" ({texts('weighs', points=points(score, most, texts))})" if most else ""
    return f"  {word(status, texts):<12}{clean(title)}{weighs}"


def comment(exercise: ExerciseResult, texts: Texts = IN_ENGLISH) -> str:
    """What there is to say of an exercise that is not passed, as Markdown: for a comment beside its grade.

    A headline, and below it a sentence in a line, all of them in a block that shows them as they are.
    """
    telling = telling_check(exercise)
    lines = [telling.message] if telling else []
    if telling and telling.expected:
        lines.append(texts("expected-and-got", expected=telling.expected, got=telling.got))
    lines += [*([exercise.tally] if exercise.tally else []), *explained(exercise, texts)]
    return "\n".join([_headline(exercise, texts), *(["", markdown_block(lines)] if lines else [])])


def findings(exercise: ExerciseResult, texts: Texts) -> Iterator[str]:
    """Lines of text, from what is the matter down to the formula."""
    yield f"{clean(exercise.name)}: {_headline(exercise, texts)}"
    if (telling := telling_check(exercise)) is not None:
        yield clean(telling.message)
        yield from [f"  {texts('expected'):<10}{clean(telling.expected)}"] if telling.expected else []
        yield from [f"  {texts('yours'):<10}{clean(telling.got)}"] if telling.got else []
    yield from terminal(_quoted(exercise.excerpt)).split("\n") if exercise.excerpt else []
    yield from map(clean, explained(exercise, texts))
    yield from [clean(exercise.tally)] if exercise.tally else []
    if exercise.status is not Status.PASSED:
        yield from (f"    {clean(line)}" for line in exercise.formula.splitlines())


def _quoted(excerpt: Excerpt) -> str:
    return "\n".join(filter(None, quoted_lines(excerpt)))


def _headline(exercise: ExerciseResult, texts: Texts) -> str:
    return f"{word(exercise.status, texts)}, {points(exercise.score, exercise.max_score, texts, in_full=True)}"
