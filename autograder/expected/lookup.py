"""Exact values: for a rule, a convention and a seed, every check with its right answers.

The key of every built-in exercise under every convention ships in `catalogue/derived/`, and beside it the variants: the
programs of each other convention and each mistake, and what they answer. Any other key (an instructor's own rule,
another seed) is derived once and cached by content. SymPy is loaded only to derive.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from autograder.catalogue.load import files_of
from autograder.errors import ExpectedValuesError
from autograder.expected.files import (
    keep,
    key_from,
    key_text,
    read,
    table_bytes,
    table_from,
    variants_from,
    variants_text,
)
from autograder.expected.json_form import exercise_key_to_json
from autograder.expected.programs import fingerprints_of
from autograder.model import Exercise, ExerciseKey, Variants

PACKAGE = Path(__file__).parents[1]
SHIPPED = PACKAGE / "catalogue" / "derived"
SHIPPED_SEED = 0
KEY, VARIANTS, PAIRS, SIGNATURES = ".json", ".variants.json", ".pairs.npy", ".signatures.npy"
"""How the names of an exercise's files end."""
DERIVED_FROM = ("symbolic", "catalogue", "expected")


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


def key_for(
    exercises: Sequence[Exercise],
    seed: int = SHIPPED_SEED,
    *,
    workers: int = 1,
    on_derived: Callable[[int, int], None] = lambda done, total: None,
) -> Key:
    """The key of some exercises: shipped, from the cache, or derived now (and then cached, with the variants).

    Where something is derived, `on_derived` is told how many exercises are done, from 0, and how many there are.
    """
    stored = {exercise.name: _stored(exercise, seed) for exercise in exercises}
    missing = [exercise for exercise in exercises if stored[exercise.name] is None]
    derived = zip(
        (exercise.name for exercise in missing), _each(_with_variants, missing, seed, workers, on_derived), strict=True
    )
    return Key({name: key for name, key in {**stored, **dict(derived)}.items() if key is not None}, seed)


@lru_cache(maxsize=256)
def variants_for(exercise: Exercise, seed: int = SHIPPED_SEED) -> Variants:
    """The other ways to write an exercise, most of them wrong; their signatures are those on the probes of the seed."""
    return _variants(exercise, seed)


def _variants(exercise: Exercise, seed: int) -> Variants:
    """Shipped, from the cache, or derived now and then cached."""
    variants = _stored_variants(exercise)
    if variants is None:
        variants = derive_variants(exercise, _key(exercise, SHIPPED_SEED))
        for what, content in _variant_files(variants).items():
            keep(f"{_cached(exercise, SHIPPED_SEED)}{what}", content)
    if seed == SHIPPED_SEED:
        return variants
    key = _key(exercise, seed)
    signatures = read(_place(exercise, seed) + SIGNATURES, table_from)
    if signatures is None or len(signatures) != len(variants.alone):
        signatures = fingerprints_of(variants, key)
        keep(_place(exercise, seed) + SIGNATURES, table_bytes(signatures))
    before, now = (_probes(some) for some in (_key(exercise, SHIPPED_SEED), key))
    same = {probe: column for probe, column in variants.columns.items() if probe in now and now[probe] == before[probe]}
    return replace(variants, signatures=signatures, columns=same)


def _probes(key: ExerciseKey) -> dict[str, Any]:
    """The probes of a key by their ids, as data that can be compared."""
    return {probe["id"]: probe for check in exercise_key_to_json(key)["checks"] for probe in check["probes"]}


def _key(exercise: Exercise, seed: int) -> ExerciseKey:
    """Shipped, from the cache, or derived now and then cached."""
    key = _stored(exercise, seed)
    if key is None:
        key = derive(exercise, seed)
        keep(_place(exercise, seed) + KEY, key_text(key))
    return key


def derive(exercise: Exercise, seed: int = SHIPPED_SEED) -> ExerciseKey:
    """Derive the key of one exercise from its rule, whatever is shipped or cached."""
    from autograder.catalogue.load import rule_of
    from autograder.expected.derive import exercise_key

    return exercise_key(rule_of(exercise), exercise.convention, seed)


def derive_variants(exercise: Exercise, key: ExerciseKey) -> Variants:
    """Derive the variants of one exercise from its rule and its key, whatever is shipped or cached."""
    from autograder.catalogue.load import rule_of
    from autograder.expected.variants import variants_of

    return variants_of(rule_of(exercise), exercise.convention, key)


def _with_variants(exercise: Exercise, seed: int) -> ExerciseKey:
    """A key; what comes after it, such as a diagnosis, finds the variants in the cache."""
    key = _key(exercise, seed)
    _variants(exercise, seed)
    return key


_T = TypeVar("_T")


def _each(
    derive: Callable[[Exercise, int], _T],
    exercises: Sequence[Exercise],
    seed: int,
    workers: int,
    on_derived: Callable[[int, int], None] = lambda done, total: None,
) -> list[_T]:
    """Derive something of each of some exercises, side by side where there are several."""
    from autograder.processes import Crew, Here, Lost  # not everywhere can processes be started

    results: dict[int, Any] = {}
    with Crew(workers) if min(workers, len(exercises)) > 1 else nullcontext(Here()) as crew:
        if exercises:
            on_derived(0, len(exercises))
        for number, result in crew.each(partial(_deriving, derive, seed), exercises):
            results[number] = result
            on_derived(len(results), len(exercises))
    lost = [exercise.name for number, exercise in enumerate(exercises) if isinstance(results[number], Lost)]
    if lost:
        raise ExpectedValuesError(
            f"the process that derives the right answers of {', '.join(lost)} ended twice: type the same again with "
            "more memory free"
        )
    return [results[number] for number in range(len(exercises))]


@contextmanager
def _deriving(derive: Callable[[Exercise, int], _T], seed: int) -> Iterator[Callable[[Exercise], _T]]:
    """The job of a process that derives."""
    yield lambda exercise: derive(exercise, seed)


# ---------------------------------------------------------------- shipped keys


def shipped_file(exercise: Exercise, what: str = KEY) -> Path:
    """Where the key of a built-in exercise under its convention ships; what else is known of it lies beside it."""
    return SHIPPED / f"{exercise.name}.{exercise.convention}{what}"


def derived_files(exercises: Sequence[Exercise], *, workers: int) -> dict[Path, str | bytes]:
    """The files of the keys and variants that ship with the package, freshly derived."""
    files: dict[Path, str | bytes] = {SHIPPED / "derived-from": sources_digest() + "\n"}
    for exercise, contents in zip(exercises, _each(_shipped_files, exercises, SHIPPED_SEED, workers), strict=True):
        files |= {shipped_file(exercise, what): content for what, content in contents.items()}
    return files


def _shipped_files(exercise: Exercise, seed: int) -> dict[str, str | bytes]:
    key = derive(exercise, seed)
    return {KEY: key_text(key), **_variant_files(derive_variants(exercise, key))}


def _variant_files(variants: Variants) -> dict[str, str | bytes]:
    """The files of variants, by how their names end."""
    tables = {PAIRS: table_bytes(variants.pairs), SIGNATURES: table_bytes(variants.signatures)}
    return {VARIANTS: variants_text(variants), **tables}


@cache
def sources_digest() -> str:
    """Digest of the built-in sources that expected values are derived from."""
    files = [file for room in DERIVED_FROM for file in sorted((PACKAGE / room).rglob("*.py"))]
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
    return read(_place(exercise, seed) + KEY, key_from)


def _stored_variants(exercise: Exercise) -> Variants | None:
    """Variants that ship or are in the cache."""
    places = dict.fromkeys((_place(exercise), str(_cached(exercise, SHIPPED_SEED))))
    return next((variants for place in places if (variants := _variants_at(place)) is not None), None)


def _variants_at(place: str) -> Variants | None:
    pairs, signatures = (read(place + what, table_from) for what in (PAIRS, SIGNATURES))
    if pairs is None or signatures is None:
        return None
    return read(place + VARIANTS, partial(variants_from, signatures=signatures, pairs=pairs))


def _place(exercise: Exercise, seed: int = SHIPPED_SEED) -> str:
    """Where the files of an exercise are kept, with the start of their names: where they ship, else in the cache."""
    return str(shipped_file(exercise, "") if seed == SHIPPED_SEED and _ships(exercise) else _cached(exercise, seed))


def _ships(exercise: Exercise) -> bool:
    return Path(exercise.folder) == PACKAGE / "catalogue" and shipped_file(exercise).exists() and shipped_is_current()


# ---------------------------------------------------------------- cached keys


def cache_folder() -> Path:
    """Where derived keys are kept; the environment variable GRADE_DESCENT_CACHE overrides."""
    if override := os.environ.get("GRADE_DESCENT_CACHE"):
        return Path(override)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "grade-descent"


def _cached(exercise: Exercise, seed: int) -> Path:
    """Where an exercise's files are kept that do not ship, named by all that they depend on."""
    said = b"\0".join(file.read_bytes() for file in files_of(exercise))
    content = b"\0".join([sources_digest().encode(), said, exercise.name.encode(), exercise.convention.encode()])
    return cache_folder() / f"{exercise.name}-{hashlib.sha256(content + str(seed).encode()).hexdigest()[:24]}"


def workers() -> int:
    """How many processes to derive with: the cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
