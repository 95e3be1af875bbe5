"""All that a course can say to students, in English, by id: what another language has to say too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np

from autograder.catalogue.afterwards import sentences
from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.catalogue.theorems import THEOREMS
from autograder.catalogue.theorems.short_titles import SHORT_TITLES
from autograder.expected.edits import named_edits
from autograder.expected.families.inputs import OF_NUMBERS
from autograder.expected.families.lines import COMPUTED
from autograder.grading.compare import ANY_LEAF, ANY_NUMBER
from autograder.grading.explained_sentences import OF_EXPLAINED
from autograder.grading.sentences import ENGLISH
from autograder.model import AnswerKind, CellError, Exercise, ExerciseKey, Leaf, LeafKind, Tree
from autograder.model.display import leaf_text, structure_text, value_text
from autograder.model.marks import Verdict
from autograder.quiz.predict.sentences import OF_PREDICT
from autograder.repair.sentences import OF_REPAIR
from autograder.reports.sentences import OF_REPORTS
from autograder.reports.view import unit_title
from autograder.texts import AND, Language, entries

Sentences = Iterable[tuple[str, str]]


def of_everybody() -> Iterator[tuple[str, str]]:
    """What is said whatever the exercises are: verdicts, screens and pages, theorems, landscapes."""
    yield from ENGLISH.items()
    yield from sentences().items()
    yield from OF_REPORTS.items()
    yield from OF_REPAIR.items()
    yield from OF_PREDICT.items()
    yield from OF_EXPLAINED.items()
    for theorem in THEOREMS.values():
        yield f"theorem.{theorem.id}", theorem.statement
        yield f"theorem.{theorem.id}.source", theorem.source
        yield from ((f"theorem.{theorem.id}.{form}", said) for form, said in theorem.said_under.items())
    yield from ((f"theorem.{id_}.short", title) for id_, title in SHORT_TITLES.items())
    yield from ((f"landscape.{one.name}", one.title) for one in LANDSCAPES.values())
    yield from ((f"word.{text}", text) for text in _words())


def of_exercise(exercise: Exercise, key: ExerciseKey) -> Iterator[tuple[str, str]]:
    """What is said of one exercise: its rule, its conventions and mistakes, its checks and what each probe shows."""
    yield from _of_checks(key)
    if exercise.is_reference:
        return
    rule = rule_of(exercise)
    yield f"{rule.name}.title", rule.title
    for convention in rule.conventions:
        yield f"{rule.name}.convention.{convention.name}", convention.title
        yield f"{rule.name}.convention.{convention.name}.used-by", convention.used_by
    for edit in named_edits(rule, exercise.convention):
        yield from ((f"{edit.id}.{part}", getattr(edit, part)) for part in ("title", "hint", "place"))


def _of_checks(key: ExerciseKey) -> Iterator[tuple[str, str]]:
    for check in key.checks:
        if check.probes and check.probes[0].theorem:  # its statement is the theorem's
            continue
        yield f"{check.id}.title", check.title
        yield from ((f"{check.id}.{number}", probe.why) for number, probe in enumerate(check.probes, 1))


def of_units(units: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What units are called."""
    yield from ((f"unit.{unit}", unit_title(unit)) for unit in units)


def _words() -> Iterator[str]:
    """Words that stand in sentences, or examples of them."""
    yield AND.format(names="w, m", last="v")
    yield from (words for words, _ in COMPUTED)
    yield from (f"{words} beta" for words, _ in OF_NUMBERS if words not in ("1 less", "1 over"))
    yield from (*map(str, Verdict), ANY_LEAF, ANY_NUMBER, "nothing", "step", "place in values")
    yield from ("first entry of w", "second entry of w")
    yield from ("1 day", "2 days", "1 hour", "2 hours", "1 minute", "2 minutes")
    yield from ("1 point more by hand", "set to 3 points")
    yield from (f"{change} {more}" for change in ("1 point", "2 points", "5 %") for more in ("more", "less"))
    yield from ("03 adaptive does not count", "as the lowest", "as one of the 2 lowest")
    numbers = np.zeros((1, 2), dtype=np.float32)
    trees: list[Tree] = [[], {}, (), Leaf(LeafKind.ARRAY, numbers), Leaf(LeafKind.SCALAR, numbers[:, 0])]
    yield from map(structure_text, [*trees, *(Leaf(kind, numbers) for kind in LeafKind if kind is not LeafKind.NONE)])
    yield from (leaf_text(Leaf(kind, numbers)) for kind in (LeafKind.ARRAY, LeafKind.SCALAR))
    yield from (value_text(np.zeros(50)), value_text([0] * 50))
    yield from (CellError("", 0, AnswerKind.ERROR, "", 3, number).place for number in (0, 2))


# ---------------------------------------------------------------- in another language


def missing(language: Language, sentences: Sentences) -> Mapping[str, str]:
    """The sentences that a language does not have, by their ids."""
    return {id_: text for id_, text in sentences if text and not language.knows(text)}


def stale(file: Path, sentences: Sentences) -> list[str]:
    """The ids of entries whose English nobody says any more."""
    texts = {text for _, text in sentences}
    return [
        id_
        for id_, entry in entries(file).items()
        if entry.english not in texts
        and not (entry.is_template and any(entry.words(text) is not None for text in texts))
    ]
