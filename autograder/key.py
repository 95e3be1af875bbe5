"""Exact values: for a rule, a convention and a seed, every check with its right answers.

The key of every built-in exercise under every convention ships in `keys/`, and beside it the variants: what each other
convention and each mistake would have answered. Any other key (an instructor's own rule, another seed) is derived once
and cached by content. SymPy is loaded only to derive.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import ExpectedValuesError
from autograder.key_format import (
    exercise_key_from_json,
    exercise_key_to_json,
    variants_from_json,
    variants_to_json,
)
from autograder.model import Exercise, ExerciseKey, Variants

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "keys"
SHIPPED_SEED = 0
VARIANTS = ".variants"
"""What the files of variants have in their names, so that both kinds lie side by side."""
DERIVED_FROM = ("symbolic", "rules", "schedules", "landscapes", "theorems")


@dataclass(frozen=True, eq=False)
class Key:
    """The expected values of the exercises of a course, by exercise name."""

    exercises: Mapping[str, ExerciseKey]
    seed: int

    @cached_property
    def digest(self) -> str:
        """Names these expected values in every report; equal digests mean equal checks and answers."""
        text = json.dumps([exercise_key_to_json(key) for key in self.exercises.values()], sort_keys=True)
        return hashlib.sha256(f"{self.seed}{text}".encode()).hexdigest()[:16]


def key_for(exercises: Sequence[Exercise], seed: int = SHIPPED_SEED, *, workers: int = 1) -> Key:
    """The key of some exercises: shipped, from the cache, or derived now (and then cached, with the variants)."""
    found = {exercise.name: _stored(exercise, seed) for exercise in exercises}
    missing = [exercise for exercise in exercises if found[exercise.name] is None]
    for exercise, key in zip(missing, _each(derive, missing, seed, workers), strict=True):
        _keep(_cache_file(exercise, seed), json.dumps(exercise_key_to_json(key)))
        found[exercise.name] = key
    unknown = [exercise for exercise in missing if _stored_variants(exercise) is None]
    for exercise, variants in zip(unknown, _each(derive_variants, unknown, SHIPPED_SEED, workers), strict=True):
        _keep(_cache_file(exercise, VARIANTS), json.dumps(variants_to_json(variants)))
    return Key({name: key for name, key in found.items() if key is not None}, seed)


@lru_cache(maxsize=128)
def variants_for(exercise: Exercise) -> Variants:
    """The other ways to write an exercise, most of them wrong; the same for every seed."""
    found = _stored_variants(exercise)
    if found is None:
        found = derive_variants(exercise)
        _keep(_cache_file(exercise, VARIANTS), json.dumps(variants_to_json(found)))
    return found


def derive(exercise: Exercise, seed: int = SHIPPED_SEED) -> ExerciseKey:
    """Derive the key of one exercise from its rule, whatever is shipped or cached."""
    from autograder.derive import exercise_key
    from autograder.rule_files import rule_of

    return exercise_key(rule_of(exercise), exercise.convention, seed)


def derive_variants(exercise: Exercise, seed: int = SHIPPED_SEED) -> Variants:
    """Derive the variants of one exercise from its rule, whatever is shipped or cached."""
    return derive_both(exercise, seed)[1]


def derive_both(exercise: Exercise, seed: int = SHIPPED_SEED) -> tuple[ExerciseKey, Variants]:
    """Derive the key of one exercise, and from that its variants."""
    from autograder.derive_variants import variants_of
    from autograder.rule_files import rule_of

    key = derive(exercise, seed)
    return key, variants_of(rule_of(exercise), exercise.convention, key)


_T = TypeVar("_T")


def _each(derive: Callable[[Exercise, int], _T], exercises: Sequence[Exercise], seed: int, workers: int) -> list[_T]:
    """Derive something of each of some exercises, side by side where there are several."""
    if workers <= 1 or len(exercises) <= 1:
        return [derive(exercise, seed) for exercise in exercises]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(derive, exercises, [seed] * len(exercises)))


# ---------------------------------------------------------------- shipped keys


def shipped_file(exercise: Exercise, what: str = "") -> Path:
    """Where the key of a built-in exercise under its convention ships; its VARIANTS lie beside it."""
    return SHIPPED / f"{exercise.name}.{exercise.convention}{what}.json"


def derived_files(exercises: Sequence[Exercise], *, workers: int) -> dict[Path, str]:
    """The files of the keys and variants that ship with the package, freshly derived."""
    files = {SHIPPED / "derived-from": sources_digest() + "\n"}
    both = _each(derive_both, exercises, SHIPPED_SEED, workers)
    for exercise, (key, variants) in zip(exercises, both, strict=True):
        files |= {shipped_file(exercise): pretty(key), shipped_file(exercise, VARIANTS): pretty_variants(variants)}
    return files


def pretty_variants(variants: Variants) -> str:
    """Variants as the text of their file: a line for each."""
    data = variants_to_json(variants)
    lists = {name: data.pop(name) for name in ("named", "table", "variants")}
    lines = [json.dumps(data)[:-1]]
    for name, entries in lists.items():
        body = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
        lines.append(f', "{name}": [\n{body}\n]')
    return "".join(lines) + "}\n"


def pretty(key: ExerciseKey) -> str:
    """A key as the text of its file: one line for each probe, so that a change can be read in a diff."""
    data = exercise_key_to_json(key)
    checks = data.pop("checks")
    lines = [json.dumps({**data, "checks": None}, indent=1).replace("null\n}", "[")]
    for check in checks:
        probes = ",\n".join(f"   {json.dumps(probe)}" for probe in check.pop("probes"))
        head = json.dumps(check)[:-1]
        lines.append(f' {head}, "probes": [\n{probes}\n ]}}' + ("," if check is not checks[-1] else ""))
    return "\n".join([*lines, "]}"]) + "\n"


@cache
def sources_digest() -> str:
    """Digest of the built-in sources that expected values are derived from."""
    names = (
        "checks",
        "derive",
        "derive_variants",
        "key_format",
        "right_answers",
        "rollouts",
        "trajectories",
        "variants",
    )
    files = [PACKAGE / f"{name}.py" for name in names]
    for folder in DERIVED_FROM:
        files += sorted((PACKAGE / folder).glob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


@cache
def shipped_is_current() -> bool:
    """Whether the shipped keys were derived from the sources as they are now."""
    try:
        return (SHIPPED / "derived-from").read_text(encoding="utf-8").strip() == sources_digest()
    except FileNotFoundError:
        return False


def _stored(exercise: Exercise, seed: int) -> ExerciseKey | None:
    """A key that ships or is in the cache."""
    if seed == SHIPPED_SEED and _ships(exercise):
        return _read(shipped_file(exercise), exercise_key_from_json)
    return _read(_cache_file(exercise, seed), exercise_key_from_json)


def _stored_variants(exercise: Exercise) -> Variants | None:
    """Variants that ship or are in the cache."""
    file = shipped_file(exercise, VARIANTS) if _ships(exercise) else _cache_file(exercise, VARIANTS)
    return _read(file, variants_from_json)


def _ships(exercise: Exercise) -> bool:
    return Path(exercise.folder) == PACKAGE and shipped_file(exercise).exists() and shipped_is_current()


# ---------------------------------------------------------------- cached keys


def cache_folder() -> Path:
    """Where derived keys are kept; the environment variable GRADE_DESCENT_CACHE overrides."""
    if override := os.environ.get("GRADE_DESCENT_CACHE"):
        return Path(override)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "grade-descent"


def _cache_file(exercise: Exercise, what: int | str) -> Path:
    """Where the key for a seed, or the variants, of an exercise are kept."""
    rule = (Path(exercise.folder) / exercise.rule).read_bytes()
    content = b"\0".join([sources_digest().encode(), rule, exercise.name.encode(), exercise.convention.encode()])
    return cache_folder() / f"{exercise.name}-{hashlib.sha256(content + str(what).encode()).hexdigest()[:24]}.json"


def _read(file: Path, read: Callable[[Any], _T]) -> _T | None:
    """What a file holds; None where there is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        return None
    try:
        return read(json.loads(text))
    except (ValueError, LookupError, TypeError) as error:
        raise ExpectedValuesError(f"{file} is damaged ({error}): delete it and try again") from error


def _keep(file: Path, text: str) -> None:
    with suppress(OSError):  # where nothing can be kept, it is derived anew the next time
        _write_atomically(file, text)


def _write_atomically(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8", newline="\n") as temporary:
        temporary.write(text)
    os.replace(temporary.name, file)
