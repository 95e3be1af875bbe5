"""Derived values that ship: text, little of it, fresh, and derived anew only where they would be others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.catalogue.load import files_of
from autograder.errors import ExpectedValuesError
from autograder.expected import shipped as shipping
from autograder.expected import stamp as stamps
from autograder.expected.derivation import derive_key, derive_origin, derive_variants
from autograder.expected.files import key_from, key_text, variants_text
from autograder.expected.lookup import variants_for
from autograder.expected.shipped import (
    KEY,
    SHIPPED,
    VARIANTS,
    damaged,
    out_of_date,
    shipped,
    shipped_file,
    shipped_files,
)
from autograder.expected.stamp import digest, digest_of_files, stamp_of, unstamped, without_comments
from autograder.model import Exercise
from autograder.symbolic import rounding
from tests.registry import EXERCISES, REFERENCES, UNDER_EVERY_CONVENTION, name_of

MOST_BYTES = 3_000_000
SMALL = next(exercise for exercise in EXERCISES if exercise.name == "inverse_time_decay")


def text_of(exercise: Exercise, what: str) -> str:
    """What a shipped file holds, with its stamp."""
    return shipped_file(exercise, what).read_text(encoding="utf-8")


def advice(exercise: Exercise, what: str) -> str:
    """What to do where a shipped file does not hold what is derived now."""
    text = text_of(exercise, what)
    if stamp_of(text).origin == digest(derive_origin(exercise, 0), unstamped(text)):
        return "the same rule gives other values now: raise DERIVATION in autograder/expected/stamp.py, and grade build"
    return "it is out of date: type  grade build"


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_shipped_keys_equal_a_fresh_derivation(exercise: Exercise) -> None:
    """The key that ships is what the rule gives now, for every convention, or the test says what to do."""
    assert unstamped(text_of(exercise, KEY)) == key_text(derive_key(exercise, 0)), advice(exercise, KEY)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_shipped_variants_equal_a_fresh_derivation(exercise: Exercise) -> None:
    """The variants that ship are what the rule gives now, and are read as they were written."""
    derived = derive_variants(exercise, key_from(text_of(exercise, KEY)))
    assert unstamped(text_of(exercise, VARIANTS)) == variants_text(derived), advice(exercise, VARIANTS)
    assert variants_text(variants_for(exercise)) == variants_text(derived)


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_every_stamp_says_what_is_so_now(exercise: Exercise) -> None:
    """The number of the derivation, the exercise's own files and the origin of its values are those in the stamps."""
    origin = derive_origin(exercise, 0)
    for what in (KEY, VARIANTS):
        text = text_of(exercise, what)
        now = (stamps.DERIVATION, digest_of_files(exercise), digest(origin, unstamped(text)))
        assert stamp_of(text) == now, "type  grade build"


def test_what_ships_is_text_and_little_of_it() -> None:
    """There are two files of text for each exercise and convention, no others, and all of them weigh 3 MB at most."""
    shipped = (*UNDER_EVERY_CONVENTION, *REFERENCES)
    files = {shipped_file(exercise, what) for exercise in shipped for what in (KEY, VARIANTS)}
    assert set(SHIPPED.iterdir()) == files
    assert sum(file.stat().st_size for file in files) <= MOST_BYTES


# ---------------------------------------------------------------- what is out of date


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a small exercise in a folder of this test's own, from where they "ship"."""
    for what in (KEY, VARIANTS):
        (tmp_path / shipped_file(SMALL, what).name).write_text(text_of(SMALL, what), encoding="utf-8", newline="\n")
    monkeypatch.setattr(shipping, "SHIPPED", tmp_path)
    return tmp_path


def built(*, anew: bool = False) -> dict[str, str]:
    """What the files of the small exercise should hold, by name."""
    return {path.name: text for path, text in shipped_files([SMALL], workers=1, anew=anew).items()}


def as_they_are(folder: Path) -> dict[str, str]:
    """What the files in a folder hold, by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_what_follows_from_the_same_is_not_derived_again(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an exercise's programs, calls and words are as they were, nothing is derived, and all is up to date."""
    monkeypatch.setattr(shipping, "derive_key", lambda *_: pytest.fail("derived again"))
    assert built() == as_they_are(elsewhere)


def test_another_layout_of_a_rule_costs_a_stamp(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a rule is written otherwise and means the same, its files get another stamp, and nothing is derived."""
    monkeypatch.setattr(shipping, "digest_of_files", lambda _: "other")
    monkeypatch.setattr(shipping, "derive_key", lambda *_: pytest.fail("derived again"))
    for name, text in built().items():
        assert stamp_of(text).files == "other"
        assert unstamped(text) == unstamped(as_they_are(elsewhere)[name])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("1", "2"),
        lambda text: text.partition("\n")[2],
        lambda text: text[: len(text) // 2],
        lambda text: "",
        None,
    ],
    ids=["other numbers", "no stamp", "cut", "empty", "missing"],
)
@pytest.mark.parametrize("what", [KEY, VARIANTS])
def test_a_file_that_was_touched_is_derived_again(elsewhere: Path, what: str, change: object) -> None:
    """`grade build` brings a file back that somebody changed, cut or removed."""
    before, file = as_they_are(elsewhere), elsewhere / shipped_file(SMALL, what).name
    if callable(change):
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    else:
        file.unlink()
    assert built() == before


@pytest.mark.parametrize("about", ["derive_origin", "DERIVATION", "opposites"])
def test_another_origin_derives_anew(elsewhere: Path, monkeypatch: pytest.MonkeyPatch, about: str) -> None:
    """Where programs, calls or words have changed, or the number was raised, the values are derived again."""
    derived: list[Exercise] = []

    def noted(exercise: Exercise, seed: int) -> object:
        derived.append(exercise)
        return derive_key(exercise, seed)

    monkeypatch.setattr(shipping, "derive_key", noted)
    if about == "DERIVATION":
        monkeypatch.setattr("autograder.expected.origin.DERIVATION", stamps.DERIVATION + 1)
        monkeypatch.setattr(shipping, "DERIVATION", stamps.DERIVATION + 1)
    elif about == "opposites":
        monkeypatch.setattr("autograder.expected.origin._which_are_told_together", lambda: "others")
    else:
        monkeypatch.setattr(shipping, "derive_origin", lambda *_: "another rule")
    assert built() != as_they_are(elsewhere)
    assert derived == [SMALL]


def test_code_that_gives_other_values_asks_for_another_number(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the way of deriving has changed, `grade build` sees nothing; the fresh derivation says what to do."""
    monkeypatch.setattr(rounding, "SAFETY", 2 * rounding.SAFETY)
    assert built() == as_they_are(elsewhere)
    assert built(anew=True) != as_they_are(elsewhere)
    assert unstamped(text_of(SMALL, KEY)) != key_text(derive_key(SMALL, 0))
    assert "raise DERIVATION" in advice(SMALL, KEY)


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_each_convention_and_rule_has_an_origin_of_its_own(exercise: Exercise) -> None:
    """No two exercises or conventions follow from the same, and the origin of one is the same each time."""
    origin = derive_origin(exercise, 0)
    assert origin == derive_origin(exercise, 0)
    assert exercise.convention in origin
    assert exercise.name in origin


# ---------------------------------------------------------------- what grading trusts


def test_an_edited_rule_is_not_graded_with_old_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout, values of a rule whose files have changed are not used; of an installed package they are."""
    assert shipped(SMALL, KEY) is not None
    monkeypatch.setattr(shipping, "digest_of_files", lambda exercise: "edited" if exercise == SMALL else "")
    assert shipped(SMALL, KEY) is None
    monkeypatch.setattr(shipping, "IS_CHECKOUT", False)
    assert shipped(SMALL, KEY) is not None


def test_another_way_of_deriving_is_not_mixed_with_old_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that were derived under another number are not used."""
    assert not out_of_date(EXERCISES)
    monkeypatch.setattr(shipping, "DERIVATION", stamps.DERIVATION + 1)
    assert out_of_date(EXERCISES) == list(EXERCISES)


def test_a_damaged_file_is_named(elsewhere: Path) -> None:
    """A shipped file without a stamp is an error that names it and what to type."""
    file = elsewhere / shipped_file(SMALL, KEY).name
    file.write_text("<<<<<<< ours\n", encoding="utf-8")
    with pytest.raises(ExpectedValuesError, match=r"inverse_time_decay.*damaged.*grade build"):
        shipped(SMALL, KEY)
    assert file.name in str(damaged(SMALL, KEY, ValueError("x")))


# ---------------------------------------------------------------- comments


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_only_comments_and_empty_lines_are_left_out(exercise: Exercise) -> None:
    """What is left of a rule's files is the same program."""
    for file in files_of(exercise):
        source = file.read_text(encoding="utf-8")
        assert ast.dump(ast.parse(without_comments(source))) == ast.dump(ast.parse(source))


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_comment_changes_no_digest(exercise: Exercise, tmp_path: Path) -> None:
    """Comments and empty lines, before, between and behind the lines of code, leave the digest as it is."""
    (file, *_) = files_of(exercise)
    lines = file.read_text(encoding="utf-8").splitlines()
    ends = {node.end_lineno for node in ast.parse("\n".join(lines)).body}
    commented = [f"{line}  # why\n\n# more\n    # and more" if at in ends else line for at, line in enumerate(lines, 1)]
    text = "\n".join(["# first", *commented]) + "\n"
    assert without_comments(text) == without_comments("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('x = "a # b"', 'x = "a # c"'),
        ("x = '#'", "x = '##'"),
        ('x = """\n\n# a\n"""', 'x = """\n# a\n"""'),
        ('x = """\n# a\n"""', 'x = """\n# b\n"""'),
        ("x = '\\'#a'", "x = '\\'#b'"),
        ("x = f\"{y['#a']}\"", "x = f\"{y['#b']}\""),
        ('x = f"{y["#a"]}"', 'x = f"{y["#b"]}"'),
        ("x = r'\\'  # a'", "x = r'\\'  # b'"),
        ("x = 1\nif y:\n    z = 2", "x = 1\nif y:\n  z = 2"),
    ],
)
def test_no_code_is_taken_for_a_comment(first: str, second: str) -> None:
    """Signs of comments in strings are part of the strings, even of strings that hold others."""
    assert without_comments(first + "\n") != without_comments(second + "\n")
