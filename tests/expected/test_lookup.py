"""Expected values are found: those that ship, else those in the cache, else they are derived once."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.expected import lookup, shipped
from autograder.expected.derivation import derive_key
from autograder.expected.files import key_from, key_text, variants_text
from autograder.expected.json_form import exercise_key_to_json
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.programs import given_by, pair_of, program
from autograder.grading.diagnosis.recognise import explanations
from autograder.grading.observe import Observation
from autograder.model import Exercise
from tests.registry import EXERCISES, name_of

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}
SMALL = BY_NAME["momentum"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of this test's own; what was found before it, and in it, is forgotten."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache"
    forget()


def forget() -> None:
    """Do as a new process does."""
    variants_for.cache_clear()
    faults_for.cache_clear()


def names(cache: Path) -> list[str]:
    """How the names of what lies in a cache end."""
    return sorted(path.name.partition(".")[2] for path in cache.iterdir()) if cache.exists() else []


def own(folder: Path, more: str = "") -> Exercise:
    """An exercise of an instructor's own: a built-in one whose rule lies elsewhere."""
    source = (Path(SMALL.folder) / SMALL.rule).read_text(encoding="utf-8")
    (folder / "rule.py").write_text(source + more, encoding="utf-8")
    return dataclasses.replace(SMALL, rule="rule.py", folder=str(folder))


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_keys_survive_their_text_form(exercise: Exercise) -> None:
    """Writing a key and reading it again gives the same text, so nothing is lost."""
    text = key_text(derive_key(exercise, 3))
    assert key_text(key_from(text)) == text


def test_what_ships_needs_no_cache(cache: Path) -> None:
    """Keys and variants of the built-in course are read from the package, and nothing is written."""
    assert key_for(EXERCISES).exercises.keys() == BY_NAME.keys()
    assert variants_for(SMALL).alone
    assert not names(cache)


def test_another_seed_is_derived_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that does not ship is kept, and the second time it is read, not derived; its programs ship."""
    first = key_for([SMALL], seed=7)
    assert names(cache) == ["json"]
    monkeypatch.setattr(lookup, "derive_key", lambda *_: pytest.fail("derived again"))
    assert key_for([SMALL], seed=7).digest == first.digest


def test_a_rule_of_ones_own_is_derived_once(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its key and its variants are kept under the content of its file: another file is derived anew."""
    first = key_for([own(tmp_path)])
    assert names(cache) == ["json", "variants.json"]
    forget()
    with monkeypatch.context() as patched:
        for name in ("derive_key", "derive_variants"):
            patched.setattr(lookup, name, lambda *_: pytest.fail("derived again"))
        assert key_for([own(tmp_path)]).digest == first.digest
        assert variants_for(own(tmp_path)).alone
    forget()
    key_for([own(tmp_path, "CHANGED = True\n")])
    assert names(cache) == 2 * ["json"] + 2 * ["variants.json"]


def test_a_built_in_rule_that_was_edited_is_derived_into_the_cache(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until `grade build` is typed, its values come from the cache, and the package stays as it is."""
    before = sorted(shipped.SHIPPED.iterdir())
    monkeypatch.setattr(shipped, "digest_of_files", lambda _: "edited")
    digest = key_for([SMALL]).digest
    assert names(cache) == ["json", "variants.json"]
    assert sorted(shipped.SHIPPED.iterdir()) == before
    monkeypatch.undo()
    assert key_for([SMALL]).digest == digest


def damage(cache: Path, how: str) -> None:
    """Damage everything in a cache, or take it away."""
    for path in cache.iterdir():
        content = path.read_bytes()
        if how == "deleted":
            path.unlink()
        elif how == "swapped":
            path.write_bytes(next(p.read_bytes() for p in cache.iterdir() if p.suffix == path.suffix))
        elif how == "open to all":
            path.chmod(0o666)
        else:
            path.write_bytes({"cut": content[:-9], "garbage": b"{}", "empty": b""}[how])


@pytest.mark.parametrize("how", ["deleted", "cut", "garbage", "empty", "swapped", "open to all"])
def test_whatever_becomes_of_the_cache_nothing_is_wrong(cache: Path, tmp_path: Path, how: str) -> None:
    """Keys, variants and explanations are the same when the cache was damaged or deleted, and it is mended."""
    exercise = own(tmp_path)
    before, files = told(exercise), names(cache)
    assert files == ["alone.npy.z", "json", "pairs.npy.z", "variants.json"]
    for again in (how, None):
        forget()
        if again:
            damage(cache, again)
        assert told(exercise) == before
    assert names(cache) == files


@pytest.mark.parametrize("path", ["/dev/null/cache", "/proc/cache"])
def test_a_cache_that_cannot_be_written_is_done_without(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Where no file can be kept, as in a read-only home, everything is worked out all the same."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", path)
    exercise = own(tmp_path)
    assert told(exercise) == told(exercise)


def told(exercise: Exercise) -> tuple[str, str, list[object]]:
    """What is known of an exercise, and what is said of some wrong programs."""
    key = key_for([exercise]).exercises[exercise.name]
    faults = faults_for(exercise, key, 0)
    layout, variants = faults.layout, faults.variants
    wrong = [variants.alone[0].lines, variants.alone[-1].lines, pair_of(variants, 0).lines, pair_of(variants, 9).lines]
    observed = [Observation(layout, given_by(program(lines, variants), layout)) for lines in wrong]
    return key_text(key), variants_text(variants), [explanations(one, faults) for one in observed]


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
    text = json.dumps(exercise_key_to_json(key_for([exercise]).exercises[exercise.name]))
    assert f"def {exercise.name}" not in text
