"""What the derived values of an exercise follow from, as text: its programs, what is asked of them, and the words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.theorems import THEOREMS
from autograder.expected import opposites
from autograder.expected.derive import outline
from autograder.expected.edits import NamedEdit, named_edits
from autograder.expected.json_form import exercise_key_to_json
from autograder.expected.stamp import DERIVATION, digest, without_comments
from autograder.expected.variants import Writer
from autograder.symbolic.rule import Rule


def ingredients(rule: Rule, convention: str, seed: int) -> str:
    """All that the key and the variants of a rule under a convention follow from, but not the values themselves.

    Equal texts give equal values, as long as the code derives in the same way, which DERIVATION stands for.
    """
    writer, edits = Writer(rule, convention), named_edits(rule, convention)
    return json.dumps(
        {
            "derivation": DERIVATION,
            "asked": exercise_key_to_json(outline(rule, convention, seed)),
            "theorems": [_theorem(id_) for id_ in rule.theorems],
            "told_together": _which_are_told_together(),
            "template": writer.template,
            "edits": [_edit(edit) for edit in edits],
            "programs": [
                [*program.edits, writer.source(program)] for program in writer.written((edit,) for edit in edits)
            ],
        }
    )


@cache
def _which_are_told_together() -> str:
    """A digest of what decides which mistakes are told together: of its words and of its code, without comments."""
    return digest(without_comments(Path(opposites.__file__).read_text(encoding="utf-8")))


def _edit(edit: NamedEdit) -> list[Any]:
    """The words of an edit, and what decides with which others it goes together."""
    return [edit.id, edit.kind, edit.title, edit.hint, edit.place, edit.holds_in_part, edit.is_general, edit.renames]


def _theorem(id_: str) -> list[str]:
    """The words of a theorem, its run, and where that runs."""
    theorem = THEOREMS[id_]
    words = (theorem.id, theorem.statement, theorem.source, theorem.facts, theorem.not_under, theorem.said_under)
    return [*map(str, words), str(theorem.rollout), str(LANDSCAPES.get(theorem.rollout.on)), theorem.against]
