"""What students read of a repair: in the file that is handed out, and when it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from autograder.texts import Language, Texts

OF_REPAIR: Mapping[str, str] = {
    # ---------------------------------------------------------------- the file
    "file-title": "Repair of {exercise}: mend this function, and say which mistake it was.",
    "file-one": "It was right once. Now it holds one mistake.",
    "file-two": "It was right once. Now it holds two mistakes, in different lines.",
    "file-fails": "The first check that fails:",
    "file-steps": "What it should do:  {command}",
    "file-check": "When it is mended:  {command}",
    "file-keep": "Leave these lines as they are: they say whose function this is.",
    "file-which": "Which mistake was it? Write its name between the quotes: one of these.",
    "file-which-two": "Which mistakes were they? Write both names between the quotes, with a comma: two of these.",
    "step-of": "step {step} of {steps}, starting with {call}",
    "gives": "gives {name} = {value}",
    "stops": "stops with an error",
    "is-right": "right is {name} = {value}",
    # ---------------------------------------------------------------- marks
    "mended": "{exercise} is right again.",
    "not-mended": "{exercise} is not right yet. {title}: {message}",
    "not-mended-short": "{exercise} is not right yet.",
    "named": "The mistake is named rightly.",
    "named-two": "Both mistakes are named rightly.",
    "not-named": "MISTAKE names another mistake than the one that was in it.",
    "not-both": "MISTAKE names one of the two mistakes that were in it, and not the other.",
    "neither": "MISTAKE names two other mistakes than those that were in it.",
    "not-two": "MISTAKE names {count} {count:mistake|mistakes}, and there were two: write both names, with a comma.",
    "too-many": "MISTAKE names {count} mistakes, and there was one: write its name alone.",
    "no-name": "MISTAKE is still empty: write which mistake it was, one of the names in the file.",
    "no-line": 'There is no line  MISTAKE = "..."  in {file}: write it at the start of a line.',
    "unknown-name": "MISTAKE names {name}, which is none of the mistakes of {exercise}: {names}.",
    "untouched": "{file} is as it was handed out: mend {exercise}, and say which mistake it was.",
    "repair-not-handed-in": "No repair.py of this unit was handed in.",
    "other-student": "{file} is another student's repair, not that of {student}: hand in your own.",
    "other-seed": "{file} was drawn with seed {seed}, and this course counts seed {own}: get a new one with  {command}",
    "other-version": (
        "{file} is not what is drawn for {student} today: it is an older one, or its first lines were changed."
    ),
    "no-such-version": (
        "{file} was drawn from an older catalogue, or its first lines were changed: get a new one with  {command}"
    ),
    "repair-no-unit": "{file} does not say of which unit it is: write  # unit = {unit}  into it, or get a new one.",
    "nothing-to-mend": "There is no repair of unit {unit}.",
    "everybody": "everybody",
    "two-files": "{file} and {other} differ: keep the one that counts, and remove the other.",
}


@lru_cache(maxsize=64)
def texts_in(language: Language) -> Texts:
    """The sentences of repairs in a language."""
    return Texts(OF_REPAIR, language)
