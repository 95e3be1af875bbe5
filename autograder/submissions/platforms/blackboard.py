"""Whose a file of Blackboard's download is: in assignment_username_attempt_time, where does the username begin?

Both parts may hold a `_`. The text that Blackboard lays beside an attempt says the username; an assignment whose user
is known so is known for all others. Without any such text, an assignment ends with its number ("HW2", "Lab 3"); where
none has one, it is what the names of all entries begin with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_NAME = re.compile(r"\s*[^\n:]{1,40}: *[^\n]*\(([^()\n]+)\)\s*(?:\n|$)")
"""The first line of Blackboard's text, in any language: "Name: Ada Lovelace (ada01)"."""
_NUMBERED = (
    r"(?i)(?:^|_)(?:h\.?w|home ?work|ps|pset|problem set|assign(?:ment)?|asst?|lab|exercises?|ex|unit|week|quiz|project"
    r"|task|(?:work)?sheet|tutorial|blatt|aufgabe|übung|uebung|woche|abgabe|devoir|tp|td|tarea|pr[aá]ctica|entrega|compito"
    r"|esercizio|opdracht)[ ._-]{0,2}\d{1,3}_(?=.)"
)
"""An assignment with its number; compiled when a download is read, because that takes longer than most modules load."""


def usernames(heads: Collection[str], texts: Mapping[str, str]) -> Mapping[str, str]:
    """By what stands before `_attempt_` in the names of a download: the username in it.

    `texts` holds Blackboard's own text on some of them.
    """
    told = {head: user for head in heads if (user := _told(head, texts.get(head, "")))}
    assignments = sorted({head.removesuffix(user) for head, user in told.items()}, key=len, reverse=True)
    known = {head: user for head in heads if (user := told.get(head) or _after(head, assignments))}
    numbered = {
        head: head[match.end() :]
        for head in heads
        if head not in known and (match := re.search(_NUMBERED, head)) is not None
    }
    others = [head for head in heads if head not in known and head not in numbered]
    return {**known, **numbered, **_without_common(others)}


def _told(head: str, text: str) -> str:
    """The username in Blackboard's text, if it is one that the name ends with."""
    match = _NAME.match(text.removeprefix("\ufeff"))
    return match[1] if match and head.endswith(f"_{match[1]}") else ""


def _after(head: str, assignments: Collection[str]) -> str:
    return next((head[len(one) :] for one in assignments if head.startswith(one)), "")


def _without_common(heads: Collection[str]) -> Mapping[str, str]:
    """Names without the parts that all begin with; the last part of a name that is alone."""
    parts = {head: head.split("_") for head in heads}
    if len(parts) == 1:
        return {head: some[-1] for head, some in parts.items()}
    common = 0
    while (
        all(len(some) > common + 1 for some in parts.values()) and len({some[common] for some in parts.values()}) == 1
    ):
        common += 1
    return {head: "_".join(some[common:]) for head, some in parts.items()}
