"""The derived values that ship with the package: where they lie, whether they still hold, and how they are made."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from autograder.errors import ExpectedValuesError
from autograder.expected.derivation import derive_key, derive_origin, derive_variants
from autograder.expected.files import key_text, variants_text
from autograder.expected.side_by_side import each
from autograder.expected.stamp import DERIVATION, Stamp, digest, digest_of_files, stamp_of, stamped, unstamped
from autograder.model import Exercise

PACKAGE = Path(__file__).parents[1]
BUILT_IN = PACKAGE / "catalogue"
SHIPPED = BUILT_IN / "derived"
SHIPPED_SEED = 0
KEY, VARIANTS = ".json", ".variants.json"
"""How the names of an exercise's files end."""
IS_CHECKOUT = (PACKAGE.parent / "pyproject.toml").is_file()
"""Whether rules may be edited here. Where the package is installed, files are as they were when it was made."""


def shipped_file(exercise: Exercise, what: str = KEY) -> Path:
    """Where the key of a built-in exercise under its convention ships, or its variants."""
    return SHIPPED / f"{exercise.name}.{exercise.convention}{what}"


def shipped(exercise: Exercise, what: str) -> bytes | None:
    """What ships of an exercise; None where nothing does, or where it was derived from files that have changed.

    ExpectedValuesError where the file has no stamp.
    """
    file = shipped_file(exercise, what)
    if Path(exercise.folder) != BUILT_IN or not file.exists():
        return None
    content = file.read_bytes()
    try:
        stamp = stamp_of(content.decode())
    except ValueError as error:
        raise damaged(exercise, what, error) from error
    may_differ = IS_CHECKOUT or exercise.uses  # a course chooses the conventions of what is used
    holds = stamp.derivation == DERIVATION and (not may_differ or stamp.files == digest_of_files(exercise))
    return content if holds else None


def damaged(exercise: Exercise, what: str, error: Exception) -> ExpectedValuesError:
    """The error to raise where a file that ships cannot be read."""
    return ExpectedValuesError(
        f"{shipped_file(exercise, what)} is damaged ({error}): in a checkout type  grade build , else install the "
        "package again"
    )


def out_of_date(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Those of some built-in exercises whose files have changed since their values were derived."""
    return [exercise for exercise in exercises if any(shipped(exercise, what) is None for what in (KEY, VARIANTS))]


# ---------------------------------------------------------------- making them


def shipped_files(exercises: Sequence[Exercise], *, workers: int, anew: bool = False) -> dict[Path, str]:
    """The files that ship, with the text that each should hold.

    Where what the values of an exercise follow from has not changed, and neither have its files, they stay as they are;
    `anew` derives them all the same.
    """
    files: dict[Path, str] = {}
    for exercise, texts in zip(exercises, each(partial(_texts, anew=anew), exercises, workers), strict=True):
        files |= {shipped_file(exercise, what): text for what, text in texts.items()}
    return files


def _texts(exercise: Exercise, *, anew: bool) -> dict[str, str]:
    """The texts of an exercise's files, by how their names end."""
    origin = derive_origin(exercise, SHIPPED_SEED)
    texts = (None if anew else _kept_texts(exercise, origin)) or _derived_texts(exercise)
    return {what: _stamped(text, exercise, origin) for what, text in texts.items()}


def _derived_texts(exercise: Exercise) -> dict[str, str]:
    key = derive_key(exercise, SHIPPED_SEED)
    return {KEY: key_text(key), VARIANTS: variants_text(derive_variants(exercise, key))}


def _kept_texts(exercise: Exercise, origin: str) -> dict[str, str] | None:
    """The texts that are there, without their stamps; None where one of them follows from something else."""
    texts = {}
    for what in (KEY, VARIANTS):
        try:
            text = shipped_file(exercise, what).read_text(encoding="utf-8")
            stamp = stamp_of(text)
        except (OSError, ValueError):
            return None
        texts[what] = unstamped(text)
        if stamp.origin != digest(origin, texts[what]):
            return None
    return texts


def _stamped(text: str, exercise: Exercise, origin: str) -> str:
    return stamped(text, Stamp(DERIVATION, digest_of_files(exercise), digest(origin, text)))
