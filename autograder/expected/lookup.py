"""Where expected values are found: for a rule, a convention and a seed, every check with its right answers.

The key of every built-in exercise under every convention ships in `catalogue/derived/`, and beside it the variants: the
programs of each other convention and each mistake. Any other key (an instructor's own rule, another seed) is derived
once and kept in the cache. SymPy is loaded only to derive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from autograder._version import __version__
from autograder.basics import cache
from autograder.basics.dataclass import dataclass
from autograder.catalogue.load import files_of
from autograder.expected.derivation import derive_key, derive_variants
from autograder.expected.files import digest_of, key_from, key_text, variants_from, variants_text
from autograder.expected.fingerprints import layout_of
from autograder.expected.shipped import KEY, SHIPPED_SEED, VARIANTS, damaged, shipped
from autograder.expected.side_by_side import each
from autograder.expected.stamp import DERIVATION
from autograder.model import Exercise, ExerciseKey, Variants

if TYPE_CHECKING:
    from autograder.expected.faults import FaultDictionary

WAY = (__version__.encode(), str(DERIVATION).encode())
"""What all entries of the cache depend on beside the texts that they are made from."""

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Key:
    """The expected values of the exercises of a course, by exercise name."""

    exercises: Mapping[str, ExerciseKey]
    seed: int
    accepted: Mapping[str, tuple[ExerciseKey, ...]] = field(default_factory=dict)
    """By exercise name, the keys of the other conventions that the course accepts, in its order."""

    @cached_property
    def digest(self) -> str:
        """Names these expected values in every report; equal digests mean equal checks and answers."""
        keys = (*self.exercises.values(), *chain.from_iterable(self.accepted.values()))
        return _digest(f"{self.seed} {' '.join(map(_digest_of, keys))}")

    @property
    def digests(self) -> dict[str, str]:
        """Names the expected values of each exercise: where only these differ, its rule or its checks have changed."""
        return {name: _digest_of(key)[:16] for name, key in self.exercises.items()}


def _digest_of(key: ExerciseKey) -> str:
    return key.digest or digest_of(key_text(key))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def left_out(key: Key) -> list[str]:
    """A sentence for each exercise of which inputs are left out, because its rule has no value there."""
    losses = {name: exercise.what_is_left_out for name, exercise in key.exercises.items()}
    return [f"{name}: {said}" for name, said in losses.items() if said]


def key_for(
    exercises: Sequence[Exercise],
    seed: int = SHIPPED_SEED,
    *,
    workers: int = 1,
    on_derived: Callable[[int, int], None] = lambda done, total: None,
    with_variants: bool = True,
) -> Key:
    """The key of some exercises and of those that they follow: shipped, from the cache, or derived now (and then kept).

    With the variants, unless these are to wait until something is wrong.
    Where something is derived, `on_derived` is told how many exercises are done, from 0, and how many there are.
    """
    followed = [one for exercise in exercises for one in exercise.uses if one.name == exercise.follows]
    exercises = list({exercise.name: exercise for exercise in (*exercises, *followed)}.values())
    asked = [form for exercise in exercises for form in (exercise, *exercise.accepted)]
    stored = {form: _stored(form, KEY, key_from, seed) for form in asked}
    missing = [form for form, key in stored.items() if key is None]
    derive = partial(_with_variants if with_variants else _key, seed=seed)
    derived = each(derive, missing, workers, on_derived)
    keys = {form: key for form, key in stored.items() if key is not None} | dict(zip(missing, derived, strict=True))
    return Key(
        {exercise.name: keys[exercise] for exercise in exercises},
        seed,
        {e.name: tuple(keys[form] for form in e.accepted) for e in exercises if e.accept},
    )


@lru_cache(maxsize=256)
def variants_for(exercise: Exercise) -> Variants:
    """The other ways to write an exercise, most of them wrong: shipped, from the cache, or derived and then kept."""
    variants = _stored(exercise, VARIANTS, variants_from)
    if variants is None:
        text = variants_text(derive_variants(exercise, _key(exercise, SHIPPED_SEED)))
        cache.keep(_entry(exercise, VARIANTS), text.encode())
        variants = variants_from(text)  # so that lines have the numbers that every later process reads
    return variants


@lru_cache(maxsize=256)
def faults_for(exercise: Exercise, key: ExerciseKey, seed: int) -> FaultDictionary:
    """The variants of an exercise, and what they give on the probes of its key, as far as anybody ever asked for it.

    `seed` is that of the key.
    """
    from autograder.expected.faults import FaultDictionary  # only where something is wrong

    variants = variants_for(exercise)
    programs = _content(exercise, VARIANTS) or variants_text(variants).encode()
    asked = _content(exercise, KEY, seed) or key_text(key).encode()
    shelf = cache.CacheShelf(f"{exercise.name}-{cache.name_of(*WAY, programs, asked)}")
    return FaultDictionary(variants, layout_of(key), shelf)


def kept_variants(exercises: Sequence[Exercise]) -> dict[str, bytes]:
    """What the cache holds of the variants of those exercises that do not ship, by the names of its entries."""
    names = {_entry(one, VARIANTS) for one in exercises if shipped(one, VARIANTS) is None}
    return {name: content for name in sorted(names) if (content := cache.kept(name)) is not None}


def _with_variants(exercise: Exercise, seed: int) -> ExerciseKey:
    """A key; what comes after it, such as a diagnosis, finds the variants in the cache."""
    key = _key(exercise, seed)
    variants_for(exercise)
    return key


def _key(exercise: Exercise, seed: int) -> ExerciseKey:
    """The key of one exercise: shipped, from the cache, or derived and then kept."""
    key = _stored(exercise, KEY, key_from, seed)
    if key is None:
        key = derive_key(exercise, seed)
        cache.keep(_entry(exercise, KEY, seed), key_text(key).encode())
    return key


def _stored(exercise: Exercise, what: str, parse: Callable[[bytes], _T], seed: int = SHIPPED_SEED) -> _T | None:
    """What ships of an exercise, else what is in the cache; ExpectedValuesError where what ships is damaged."""
    content = _content(exercise, what, seed)
    if content is None:
        return None
    try:
        return parse(content)
    except (ValueError, LookupError, TypeError) as error:
        if content != shipped(exercise, what):  # an entry of the cache from before the texts were laid out otherwise
            return None
        raise damaged(exercise, what, error) from error


def _content(exercise: Exercise, what: str, seed: int = SHIPPED_SEED) -> bytes | None:
    """The text that ships, else the one in the cache; None where there is neither."""
    ships = shipped(exercise, what) if seed == SHIPPED_SEED else None
    return cache.kept(_entry(exercise, what, seed)) if ships is None else ships


def _entry(exercise: Exercise, what: str, seed: int = SHIPPED_SEED) -> str:
    """The name of an exercise's entry in the cache, which says what it is made from."""
    about = f"{exercise.name} {exercise.form} {seed}".encode()
    sources = (file.read_bytes() for file in files_of(exercise))
    return f"{exercise.name}-{cache.name_of(*WAY, about, *sources)}{what}"
