"""What students read: every sentence has an id and named placeholders; English is here, other languages in `texts/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

FOLDER = Path(__file__).parent / "texts"

ENGLISH: Mapping[str, str] = {
    "not-handed-in": "{file} was not handed in.",
    "not-written": "{function} is not written yet: replace the `raise NotImplementedError()` in it.",
    "not-defined": "There is no function {function}: define it under exactly that name.",
    "wrong-value": "{call}: {names} came out wrong.",
    "wrong-value-at": "Step {step} of {steps}, starting with {call}: {names} came out wrong.",
    "wrong-dtype": "{name} should be float64, but is {got}.",
    "wrong-type": "{name} should be {expected}, but is {got}.",
    "wrong-shape": "{name} should have shape {expected}, but has shape {got}.",
    "not-a-pair": "{function} should return {returns}: the new {first} and the new state, but returned {got}.",
    "not-a-dict": "the state that {function} returns should be a dict with {keys}, but is {got}.",
    "no-such-entry": 'the state that {function} returns should hold "{key}", but holds {got}.',
    "raised": "{error}",
    "raised-at": "{error} (line {line})",
    "raised-for": "It happened in {call}.",
    "not-run": "not run, because {function} did not come back from an earlier call",
    "changed-argument": (
        "{function} changed its argument {name}: compute a new array instead (`w = w - ...`, not `w -= ...`)."
    ),
    "overwritten": (
        "a later call of {function} changed the array that an earlier one had returned: return a new array each time."
    ),
    "not-finite": "Step {step}, starting with {call}: {name} overflows or is not a number.",
    "theorem-broken": "Step {step}, starting with {call}: {reason}.",
    "leaves-the-path": "Step {step}, starting with {call}: {name} does not follow from the step before it.",
    "incomplete": "the grader lost some answers of {function}: please report this.",
    "differs": (
        "{function} gave another answer to the same call in a fresh start: keep nothing between calls but the state."
    ),
    "costs": "This costs {cost} of {points} points.",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences in one language, with English for those that are not translated."""

    sentences: Mapping[str, str]

    @classmethod
    def in_language(cls, language: str) -> Texts:
        """The sentences of a language; CourseError where there are none."""
        if language == "en":
            return cls(ENGLISH)
        file = FOLDER / f"{language}.toml"
        if not file.is_file():
            known = ", ".join(["en", *sorted(path.stem for path in FOLDER.glob("*.toml"))])
            raise CourseError(f'language = "{language}" is not known; known are {known}')
        return cls({**ENGLISH, **tomllib.loads(file.read_text(encoding="utf-8"))})

    def __call__(self, id_: str, **values: object) -> str:
        return self.sentences[id_].format(**values)
