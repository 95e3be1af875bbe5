"""Whether a student names the mistake that was in the function, and what is said of the name."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from autograder.expected.lookup import variants_for
from autograder.model import EditKind
from autograder.repair.draw import Drawn, short_name
from autograder.repair.handed_in import HandedIn, named_in
from autograder.texts import Texts


class Naming(NamedTuple):
    """How a name was found."""

    is_right: bool
    says: str


def naming_of(handed_in: HandedIn, asked: Drawn, texts: Texts) -> Naming:
    """Whether what a file names is what was wrong: one mistake, or both of two. What it was is not told."""
    exercise, true = asked.broken.exercise, set(asked.broken.mistakes)
    if handed_in.names is None:
        return Naming(False, texts("no-line", file=handed_in.file.name))
    named = variants_for(exercise).named
    known = {id_: replace(one, title=texts.of(one.title)) for id_, one in named.items() if one.kind is EditKind.MISTAKE}
    names = named_in(handed_in.names, known)
    if not names:
        return Naming(False, texts("no-name"))
    if unknown := [name for name in names if name not in known]:
        listed = ", ".join(short_name(choice.id) for choice in asked.choices)
        return Naming(False, texts("unknown-name", name=unknown[0][:60], exercise=exercise.name, names=listed))
    if set(names) == true:
        return Naming(True, texts("named-two" if len(true) > 1 else "named"))
    if len(true) == 1:
        return Naming(False, texts("too-many", count=len(names)) if len(names) > 1 else texts("not-named"))
    if len(names) != len(true):
        return Naming(False, texts("not-two", count=len(names)))
    return Naming(False, texts("not-both" if true & set(names) else "neither"))
