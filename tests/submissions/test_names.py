"""Students' names become file names that every system takes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.submissions import safe_file_name
from autograder.submissions.names import RESERVED

AWKWARD = st.text(st.sampled_from([*"aA-. ~_/\\:\0\x1b", "\u00e9", "\u0301", "\udcff"]), max_size=6)
DEVICES = st.builds(str.__add__, st.sampled_from(["con", "AUX", "nul", "com1", "-.con"]), AWKWARD)
NAMES = st.one_of(AWKWARD, DEVICES, st.text(max_size=200), st.text(st.characters(categories=["Cs", "Cc"]), max_size=3))

SCRIPTS = ("李娜", "Анна Иванова", "Zoë Müller", "محمد", "नेहा शर्मा", "김민지")


@given(NAMES, NAMES)
def test_different_students_get_different_files(first: str, second: str) -> None:
    """Two names share a file name only where they are equal."""
    assert (safe_file_name(first) == safe_file_name(second)) == (first == second)


@given(NAMES)
@example("\u0301")
@example("\u093e")
@example("-\u20dd")
def test_every_system_takes_the_name(student: str) -> None:
    """The name is short and has no separators, leading dashes, dots or marks, trailing dots or spaces, or devices."""
    name = safe_file_name(student)
    unmarked = "".join(c for c in name if unicodedata.category(c)[0] != "M")
    assert re.fullmatch(r"\w+", re.sub(r"[+@ .~-]", "_", unmarked))
    assert len(name) <= 100
    assert len(name.encode()) <= 217
    assert unicodedata.normalize("NFC", name) == name
    assert unmarked[0] == name[0] not in "-. "
    assert name[-1] not in ". "
    assert PureWindowsPath(f"{name}.html").name.partition(".")[0].strip().lower() not in RESERVED


@given(NAMES)
def test_a_safe_name_stays_itself_or_is_marked(student: str) -> None:
    """A changed name carries a hash, and only a changed one."""
    assert (safe_file_name(student) == student) is (re.search(r"~[0-9a-f]{16}$", safe_file_name(student)) is None)


@pytest.mark.parametrize("student", ["ada", "Ada Lovelace", "ada_123", "ada@example.org", "a.b", "x" * 80, *SCRIPTS])
def test_ordinary_names_are_kept(student: str) -> None:
    """A name that is portable already is used as it is."""
    assert safe_file_name(student) == student


@pytest.mark.parametrize(
    "student", ["CON", "con.txt", "aux .x", "LPT1", "nul.", "", ".", "..", "a/b", "-rf", "x" * 81, "李" * 70, "e\u0301"]
)
def test_names_that_some_system_refuses_are_changed(student: str) -> None:
    """A reserved, empty, hidden or over-long name is replaced."""
    assert safe_file_name(student) != student
