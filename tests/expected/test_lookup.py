"""Expected values: shipped ones are fresh, others are derived once and cached by content."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.errors import ExpectedValuesError
from autograder.expected import lookup as keys
from autograder.expected.files import is_nearly, key_from, key_text, table_bytes, table_from, variants_text
from autograder.expected.json_form import exercise_key_to_json
from autograder.expected.lookup import (
    KEY,
    PAIRS,
    SIGNATURES,
    VARIANTS,
    derive,
    derive_variants,
    key_for,
    shipped_file,
    shipped_is_current,
    variants_for,
)
from autograder.model import Exercise
from tests.registry import EXERCISES, UNDER_EVERY_CONVENTION, name_of


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_shipped_values_equal_a_fresh_derivation(exercise: Exercise) -> None:
    """The key that ships with the package is what the rule gives now, for every convention."""
    assert shipped_file(exercise).read_text(encoding="utf-8") == key_text(derive(exercise))


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_shipped_variants_equal_a_fresh_derivation(exercise: Exercise) -> None:
    """The variants that ship are what the rule gives now, and are read as they were written."""
    derived, read = derive_variants(exercise, derive(exercise)), variants_for(exercise)
    assert shipped_file(exercise, VARIANTS).read_text(encoding="utf-8") == variants_text(derived) == variants_text(read)
    for what, fresh, table in (
        (PAIRS, derived.pairs, read.pairs),
        (SIGNATURES, derived.signatures, read.signatures),
    ):
        shipped = shipped_file(exercise, what).read_bytes()
        assert shipped == table_bytes(table)
        assert is_nearly(shipped, table_bytes(fresh))


def test_shipped_keys_know_what_they_were_derived_from() -> None:
    """The digest of the sources that is shipped is that of the sources that are there."""
    assert shipped_is_current()


def test_no_shipped_key_is_left_over() -> None:
    """Every file in `keys/` is the key or the variants of an exercise of the course under one of its conventions."""
    kinds = (KEY, VARIANTS, PAIRS, SIGNATURES)
    expected = {shipped_file(exercise, what) for exercise in UNDER_EVERY_CONVENTION for what in kinds}
    assert {path for path in keys.SHIPPED.iterdir() if path.suffix in (".json", ".npy")} == expected


def test_tables_are_the_same_up_to_rounding() -> None:
    """A table that another machine made may differ in its last digits, and in nothing else."""
    table = variants_for(EXERCISES[0]).signatures
    rounded, wrong, failed = table.copy(), table.copy(), table.copy()
    rounded["numbers"] *= 1 + 1e-15
    wrong["numbers"][0, 0] += 1e-6
    failed["failed"][0, 0] = True
    found = [is_nearly(table_bytes(table), table_bytes(other)) for other in (table, rounded, wrong, failed, table[1:])]
    assert found == [True, True, False, False, False]


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_keys_survive_their_text_form(exercise: Exercise) -> None:
    """Writing a key and reading it again gives the same text, so nothing is lost."""
    text = key_text(derive(exercise, seed=3))
    assert key_text(key_from(text.encode())) == text


def test_another_seed_is_derived_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that does not ship is cached, and the second time it is read, not derived."""
    exercise = EXERCISES[0]
    first = key_for([exercise], seed=7)
    assert len(list(cache.iterdir())) == 2, "the key, and what the mistakes answer to its probes"
    monkeypatch.setattr(keys, "derive", lambda *_: pytest.fail("derived again"))
    assert key_for([exercise], seed=7).digest == first.digest


def test_a_changed_rule_gets_another_cache_entry(cache: Path, tmp_path: Path) -> None:
    """An instructor's rule is cached by its content: a change of the file derives anew."""
    source = (Path(EXERCISES[0].folder) / EXERCISES[0].rule).read_text(encoding="utf-8")
    (tmp_path / "rule.py").write_text(source, encoding="utf-8")
    own = dataclasses.replace(EXERCISES[0], rule="rule.py", folder=str(tmp_path))
    key_for([own])
    (tmp_path / "rule.py").write_text(source + "# changed\n", encoding="utf-8")
    key_for([own])
    assert len(list(cache.iterdir())) == 2 * 4, "the key and the variants' text and tables of both"


def test_a_damaged_cache_is_named(cache: Path) -> None:
    """A file in the cache that is not a key is an error that names the file and what to do."""
    key_for([EXERCISES[0]], seed=7)
    (file,) = cache.glob("*.json")
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ExpectedValuesError, match="delete it and try again"):
        key_for([EXERCISES[0]], seed=7)


def test_a_cache_that_cannot_be_written_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be kept, as in a read-only home, the values are derived all the same."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", "/dev/null/cache")
    assert key_for([EXERCISES[0]], seed=7).exercises


def test_the_digest_names_the_values() -> None:
    """Equal exercises have equal digests; another convention or seed has another."""
    course = load_course()
    digest = key_for(course.exercises).digest
    assert key_for(course.exercises).digest == digest
    other = [dataclasses.replace(e, convention="ema") if e.name == "momentum" else e for e in course.exercises]
    assert key_for(other).digest != digest


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_keys_hold_no_solution(exercise: Exercise) -> None:
    """A key holds numbers and the formula that the stub shows anyway, never the text of a function of the course."""
    text = json.dumps(exercise_key_to_json(derive(exercise)))
    assert f"def {exercise.name}" not in text


@pytest.mark.parametrize("damage", [b"", b"<<<<<<< ours", None], ids=["empty", "a conflict", "cut"])
def test_a_damaged_table_is_no_table(damage: bytes | None) -> None:
    """A file that was cut or overwritten is another table for `grade build`, and an error that can be told."""
    whole = table_bytes(variants_for(EXERCISES[0]).signatures)
    damaged = whole[: len(whole) // 2] if damage is None else damage
    assert not is_nearly(damaged, whole)
    with pytest.raises(ValueError, match="no table"):
        table_from(damaged)


@pytest.mark.parametrize("what", [PAIRS, SIGNATURES])
def test_a_table_that_belongs_to_others_is_told(cache: Path, tmp_path: Path, what: str) -> None:
    """A cut table in the cache, or that of another exercise, is an error that names the file and what to do."""
    source = (Path(EXERCISES[0].folder) / EXERCISES[0].rule).read_text(encoding="utf-8")
    (tmp_path / "rule.py").write_text(source, encoding="utf-8")
    own = dataclasses.replace(EXERCISES[0], rule="rule.py", folder=str(tmp_path))
    variants_for.cache_clear()
    assert variants_for(own).alone
    (file,) = cache.glob(f"*{what}")
    whole = file.read_bytes()
    for content in (whole[:-9], shipped_file(EXERCISES[-1], what).read_bytes()):
        file.write_bytes(content)
        variants_for.cache_clear()
        with pytest.raises(ExpectedValuesError, match="delete it and try again"):
            variants_for(own)
    variants_for.cache_clear()


def test_a_missing_table_is_derived_into_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a shipped table is gone, it is derived anew and kept in the cache, never in the package."""
    monkeypatch.setattr(keys, "SIGNATURES", ".gone.npy")
    before = sorted(keys.SHIPPED.iterdir())
    variants_for.cache_clear()
    assert variants_for(EXERCISES[0]).alone
    variants_for.cache_clear()
    assert sorted(keys.SHIPPED.iterdir()) == before
    assert len(list(cache.iterdir())) == 3
