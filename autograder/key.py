"""Exact values: for a rule, a convention and a seed, every check with its right answers.

The key of every built-in exercise under every convention ships in `keys/`; any other (an instructor's own rule, another
seed) is derived once and cached by content. SymPy is loaded only to derive.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from autograder.errors import ExpectedValuesError
from autograder.key_format import exercise_key_from_json, exercise_key_to_json
from autograder.model import Exercise, ExerciseKey

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "keys"
SHIPPED_SEED = 0
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
    """The key of some exercises: shipped, from the cache, or derived now (and then cached)."""
    found = {exercise.name: _shipped(exercise, seed) or _cached(exercise, seed) for exercise in exercises}
    missing = [exercise for exercise in exercises if found[exercise.name] is None]
    if missing:
        for exercise, derived in zip(missing, _derive_all(missing, seed, workers), strict=True):
            _write_atomically(_cache_file(exercise, seed), json.dumps(exercise_key_to_json(derived)))
            found[exercise.name] = derived
    return Key({name: key for name, key in found.items() if key is not None}, seed)


def derive(exercise: Exercise, seed: int = SHIPPED_SEED) -> ExerciseKey:
    """Derive the key of one exercise from its rule, whatever is shipped or cached."""
    from autograder.derive import exercise_key
    from autograder.rule_files import rule_of

    return exercise_key(rule_of(exercise), exercise.convention, seed)


def _derive_all(exercises: Sequence[Exercise], seed: int, workers: int) -> list[ExerciseKey]:
    if workers <= 1 or len(exercises) <= 1:
        return [derive(exercise, seed) for exercise in exercises]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(derive, exercises, [seed] * len(exercises)))


# ---------------------------------------------------------------- shipped keys


def shipped_file(exercise: Exercise) -> Path:
    """Where the key of a built-in exercise under its convention ships."""
    return SHIPPED / f"{exercise.name}.{exercise.convention}.json"


def derived_files(exercises: Sequence[Exercise], *, workers: int) -> dict[Path, str]:
    """The files of the keys that ship with the package, freshly derived."""
    keys = _derive_all(exercises, SHIPPED_SEED, workers)
    files = {shipped_file(exercise): pretty(key) for exercise, key in zip(exercises, keys, strict=True)}
    return {**files, SHIPPED / "derived-from": sources_digest() + "\n"}


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
    files = [PACKAGE / name for name in ("checks.py", "derive.py", "key_format.py", "right_answers.py", "rollouts.py")]
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


def _shipped(exercise: Exercise, seed: int) -> ExerciseKey | None:
    file = shipped_file(exercise)
    if seed != SHIPPED_SEED or Path(exercise.folder) != PACKAGE or not file.exists() or not shipped_is_current():
        return None
    return _read(file)


# ---------------------------------------------------------------- cached keys


def cache_folder() -> Path:
    """Where derived keys are kept; the environment variable GRADE_DESCENT_CACHE overrides."""
    if override := os.environ.get("GRADE_DESCENT_CACHE"):
        return Path(override)
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "grade-descent"


def _cache_file(exercise: Exercise, seed: int) -> Path:
    rule = (Path(exercise.folder) / exercise.rule).read_bytes()
    content = b"\0".join([sources_digest().encode(), rule, exercise.name.encode(), exercise.convention.encode()])
    return cache_folder() / f"{exercise.name}-{hashlib.sha256(content + str(seed).encode()).hexdigest()[:24]}.json"


def _cached(exercise: Exercise, seed: int) -> ExerciseKey | None:
    try:
        return _read(_cache_file(exercise, seed))
    except FileNotFoundError:
        return None


def _read(file: Path) -> ExerciseKey:
    try:
        return exercise_key_from_json(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise ExpectedValuesError(f"{file} is damaged ({error}): delete it and try again") from error


def _write_atomically(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8", newline="\n") as temporary:
        temporary.write(text)
    os.replace(temporary.name, file)
