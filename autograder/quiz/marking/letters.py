"""Mark answers that are letters or the number of a line: options, orders, pairs."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model.items import Blank, LettersKey, LineKey, MatchKey, OrderKey
from autograder.model.marks import Answered, Verdict
from autograder.quiz.marking.answers import letters
from autograder.symbolic.formulas import FormulaError


def _known(blank: Blank) -> tuple[str, ...]:
    return tuple(choice.letter for choice in blank.choices)


def _verdict(share: float) -> Verdict:
    return Verdict.RIGHT if share == 1 else Verdict.PARTLY if share > 0 else Verdict.WRONG


def mark_choice(blank: Blank, key: LettersKey, text: str) -> Answered:
    """Mark the one letter that was chosen."""
    chosen = letters(text, _known(blank))
    if len(chosen) != 1:
        raise FormulaError(f"one letter belongs here, such as {blank.choices[0].letter}", 1)
    (letter,) = chosen
    because = key.because.get(letter)
    right = letter in key.right
    ids = because.ids if because and not right else ()
    says = because.says if because else ""
    return Answered(blank.id, _verdict(float(right)), float(right), letter, says, ids)


def mark_choices(blank: Blank, key: LettersKey, text: str) -> Answered:
    """Mark the letters that were chosen: each that is wrong or left out takes the same part, half of them take all."""
    chosen = () if text.strip().lower() == "none" else letters(text, _known(blank))
    wrong = [letter for letter in _known(blank) if (letter in chosen) != (letter in key.right)]
    share = max(0.0, 1 - 2 * len(wrong) / len(blank.choices))
    says = [
        f"{letter} is {'right too' if letter in key.right else 'not right'}. {_says(key, letter)}" for letter in wrong
    ]
    ids = tuple(id_ for letter in wrong if letter in key.because for id_ in key.because[letter].ids)
    shown = " ".join(sorted(set(chosen))) or "none"
    return Answered(blank.id, _verdict(share), share, shown, "\n".join(line.strip() for line in says), ids)


def _says(key: LettersKey, letter: str) -> str:
    return key.because[letter].says if letter in key.because else ""


def mark_match(blank: Blank, key: MatchKey, text: str) -> Answered:
    """Mark pairs: each that is right earns its part."""
    chosen = letters("".join(sign for sign in text if not sign.isdigit()), _known(blank))
    if len(chosen) != len(blank.lefts):
        raise FormulaError(f"{len(blank.lefts)} letters belong here, one for each number, not {len(chosen)}", 1)
    right = [a == b for a, b in zip(chosen, key.right, strict=True)]
    share = sum(right) / len(right)
    says = "" if all(right) else f"Not right: {', '.join(str(at) for at, good in enumerate(right, 1) if not good)}."
    return Answered(blank.id, _verdict(share), share, " ".join(chosen), says)


def mark_order(blank: Blank, key: OrderKey, text: str) -> Answered:
    """Mark an order: what counts is how many pieces can stay where they are among each other."""
    known = _known(blank)
    chosen = letters(text, known)
    if sorted(chosen) != sorted(known):
        raise FormulaError(f"every letter belongs here once: {' '.join(known)}", 1)
    kept = most_in_order(chosen, key.before)
    share = (kept - 1) / (len(known) - 1) if len(known) > 1 else 1.0
    place = {letter: at for at, letter in enumerate(chosen)}
    broken = next(((a, b) for a, b in key.before if place[a] > place[b]), None)
    says = "" if broken is None else f"{broken[0]} must come before {broken[1]}."
    return Answered(blank.id, _verdict(share), share, " ".join(chosen), says)


def most_in_order(chosen: Sequence[str], before: Sequence[tuple[str, str]]) -> int:
    """The most letters of an order that break no rule of what comes before what, also of what lies between."""
    after = _everything_after(before)
    broken = {(b, a) for a, later in after.items() for b in later}
    best: list[tuple[str, ...]] = [()]
    for letter in chosen:
        grown = [(*kept, letter) for kept in best if not any((other, letter) in broken for other in kept)]
        best = _longest(best + grown)
    return max(map(len, best))


MOST_TRIED = 4096


def _longest(tried: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """As many as can be looked at, the longest first."""
    return sorted(set(tried), key=lambda kept: (-len(kept), kept))[:MOST_TRIED]


def _everything_after(before: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """For each letter all that must come after it, also by way of others."""
    after: dict[str, set[str]] = {}
    for a, b in before:
        after.setdefault(a, set()).add(b)
    for _ in after:
        for later in after.values():
            later |= {end for middle in later for end in after.get(middle, ())}
    return after


def mark_line(blank: Blank, key: LineKey, text: str) -> Answered:
    """Mark the number of the first wrong line."""
    digits = text.strip().rstrip(".")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4 and 1 <= int(digits) <= blank.lines):
        raise FormulaError(f"the number of a line belongs here, from 1 to {blank.lines}", 1)
    share = float(int(digits) == key.right)
    says = ""
    if int(digits) > key.right:
        says = "A line before this one is wrong already."
    elif int(digits) < key.right:
        says = "This line follows from the lines before it."
    return Answered(blank.id, _verdict(share), share, digits, says)
