"""Every sentence that the machine can compose, sorted by template, for one reader: `python -m tests.sentences`.

With words behind it, only the kinds of sentences that one of them begins: `python -m tests.sentences mistake show`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.catalogue.theorems import THEOREMS
from autograder.expected.edits import named_edits
from autograder.expected.lookup import key_for, variants_for
from autograder.grading.sentences import ENGLISH
from autograder.model import Exercise
from tests.registry import REFERENCES, UNDER_EVERY_CONVENTION


class Said(NamedTuple):
    """A sentence: its kind and template, and who says it."""

    kind: str
    template: str
    text: str
    by: str


def sentences() -> Iterator[Said]:
    """All of them, some more than once."""
    for id_, text in ENGLISH.items():
        yield Said("feedback", id_, text, "")
    for landscape in LANDSCAPES.values():
        yield Said("landscape", landscape.name, landscape.title, "")
    for theorem in THEOREMS.values():
        yield Said("theorem", theorem.id, f"{theorem.statement} ({theorem.source})", "")
    for exercise in UNDER_EVERY_CONVENTION:
        yield from _of_rule(exercise)
        yield from _of_edits(exercise)
        yield from _of_checks(exercise)
    for exercise in REFERENCES:
        yield from _of_wrong_functions(exercise)
        yield from _of_checks(exercise)


def _of_rule(exercise: Exercise) -> Iterator[Said]:
    """What a rule says of itself."""
    rule = rule_of(exercise)
    yield Said("rule", "title", rule.title, rule.name)
    yield Said("rule", "task", rule.task, rule.name)
    yield Said("rule", "source", rule.source, rule.name)
    for name, words in rule.words.items():
        yield Said("rule", "words", f"{name}: {words}", rule.name)
    for quantity in rule.state:
        yield Said("rule", "state", f"{quantity.name}: {quantity.meaning}", rule.name)
    for hyperparameter in rule.hyperparameters:
        yield Said("rule", "hyperparameter", f"{hyperparameter.name}: {hyperparameter.meaning}", rule.name)
    for convention in rule.conventions:
        used_by = f", used by {convention.used_by}" if convention.used_by else ""
        yield Said("rule", "convention", f"{convention.title}{used_by}", rule.name)


def _of_edits(exercise: Exercise) -> Iterator[Said]:
    """How its mistakes and other conventions are named."""
    for edit in named_edits(rule_of(exercise), exercise.convention):
        template = edit.id.partition("/")[2]
        for part, text in (("", edit.title), (" (hint)", edit.hint), (" (place)", edit.place)):
            yield Said(edit.kind, f"{template}{part}", text, exercise.name)


def _of_wrong_functions(exercise: Exercise) -> Iterator[Said]:
    """How the mistakes of a reference are named."""
    for wrong in variants_for(exercise).named.values():
        template = wrong.id.partition("/")[2]
        for part, text in (("", wrong.title), (" (hint)", wrong.hint), (" (place)", wrong.place)):
            yield Said(wrong.kind, f"{template}{part}", text, exercise.name)


def _of_checks(exercise: Exercise) -> Iterator[Said]:
    """What is checked, and what each probe shows."""
    for check in key_for([exercise]).exercises[exercise.name].checks:
        template = check.id.partition("/")[2]
        yield Said("check", template, check.title, exercise.name)
        for probe in check.probes:
            yield Said("check", f"{template} (probe)", probe.why, exercise.name)


def main(kinds: list[str]) -> None:
    """Print them, each once, below its template, with those who say it."""
    found: dict[tuple[str, str], dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for said in sentences():
        found[said.kind, said.template][said.text][said.by] = None
    shown = {key: texts for key, texts in sorted(found.items()) if not kinds or key[0].startswith(tuple(kinds))}
    for (kind, template), texts in shown.items():
        print(f"{kind}: {template}")
        for text, by in texts.items():
            print(f"    {text}{'  [' + ', '.join(filter(None, by)) + ']' if any(by) else ''}")
    print(f"{sum(map(len, shown.values()))} sentences of {len(shown)} templates")


if __name__ == "__main__":
    main(sys.argv[1:])
