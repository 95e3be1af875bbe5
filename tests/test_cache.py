"""The cache: what is kept there is found again, and nothing is wrong where it is damaged, closed or somebody else's."""

from __future__ import annotations

import os
import pickle
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from autograder.basics import cache
from autograder.basics.cache import CacheShelf, keep, kept, why_not_kept, why_not_used

OTHER_USER = 54321
"""The number of a user who is neither we nor root."""
POSIX = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only there files have owners and others may write")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own, with one entry."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "cache"))
    tmp_path.chmod(0o700)
    keep("entry", b"content\nof two lines")
    return tmp_path / "cache"


def forget() -> None:
    """Do as a new process does."""
    cache._why_not_used.cache_clear()


def test_what_is_kept_is_found_again(folder: Path) -> None:
    """An entry holds what was kept under its name, other names hold nothing, and nobody else may read either."""
    assert kept("entry") == b"content\nof two lines"
    assert kept("other") is None
    if hasattr(os, "geteuid"):
        assert [path.stat().st_mode & 0o077 for path in (folder, folder / "entry")] == [0, 0]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-1],
        lambda content: content + b"\n",
        lambda content: content.replace(b"two", b"six"),
        lambda content: b"\x93NUMPY garbage",
        lambda content: content.partition(b"\n")[2],
    ],
    ids=["empty", "cut", "longer", "changed", "foreign", "without its first line"],
)
def test_a_damaged_entry_is_no_entry(folder: Path, damage: object) -> None:
    """An entry that was cut, changed or overwritten is not read, and may be written again."""
    assert callable(damage)
    (folder / "entry").write_bytes(damage((folder / "entry").read_bytes()))
    assert kept("entry") is None
    keep("entry", b"new")
    assert kept("entry") == b"new"


def test_an_entry_in_the_place_of_another_is_no_entry(folder: Path) -> None:
    """What is kept under one name is not believed under another."""
    (folder / "other").write_bytes((folder / "entry").read_bytes())
    assert kept("other") is None


@POSIX
@pytest.mark.parametrize("mode", [0o702, 0o722, 0o777])
@pytest.mark.parametrize("place", ["..", "", "entry"], ids=["the folder above", "the folder", "the file"])
def test_what_others_may_write_is_not_believed(folder: Path, place: str, mode: int) -> None:
    """Where everybody may write to the file or to a folder on the way to it, an entry is made anew."""
    (folder / place).chmod(mode)
    forget()
    assert kept("entry") is None
    (folder / place).chmod(0o700)
    forget()
    assert kept("entry") == b"content\nof two lines"


@POSIX
@pytest.mark.parametrize("place", ["..", "", "entry"], ids=["the folder above", "the folder", "the file"])
def test_what_belongs_to_somebody_else_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """An entry that another user has put there, or that lies in a folder of another user, is made anew."""
    theirs, lstat, fstat = (folder / place).resolve().stat().st_ino, Path.lstat, os.fstat

    def seen(found: os.stat_result) -> os.stat_result:
        owner = OTHER_USER if found.st_ino == theirs else found.st_uid
        return os.stat_result((found.st_mode, found.st_ino, found.st_dev, 1, owner, owner, 0, 0, 0, 0))

    assert kept("entry") is not None
    forget()
    monkeypatch.setattr(Path, "lstat", lambda path: seen(lstat(path)))
    monkeypatch.setattr(os, "fstat", lambda descriptor: seen(fstat(descriptor)))
    assert kept("entry") is None


@POSIX
def test_nothing_is_put_where_others_may_write(folder: Path) -> None:
    """In a folder that is not believed nothing is kept, and `grade doctor` can say why."""
    folder.chmod(0o777)
    forget()
    keep("new", b"content")
    assert not (folder / "new").exists()
    assert why_not_used() == f"everybody may write to {folder}"


def test_a_cache_that_is_not_there_yet_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in the way of a folder that can be made; of one that cannot, it is said what is."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "later"))
    assert why_not_used() == ""
    assert why_not_kept() == ""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", "/dev/null/cache")
    assert why_not_used()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder in which nobody can make one")
def test_a_cache_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be made, it is not said that anything is kept there."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", "/proc/nobody/cache")
    assert why_not_used() == ""
    assert why_not_kept() == "it cannot be written to (No such file or directory)"


@pytest.mark.parametrize("path", ["/dev/null/cache", ""], ids=["no folder", "a file"])
def test_where_nothing_can_be_kept_nothing_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """A cache that cannot be made or written is done without."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("GRADE_DESCENT_CACHE", path or str(tmp_path / "file"))
    keep("entry", b"content")
    assert kept("entry") is None


def test_a_write_that_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry is there whole or not at all, and no half of it stays in the folder."""

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", full)
    keep("entry", b"new")
    assert kept("entry") == b"content\nof two lines"
    assert [path.name for path in folder.iterdir()] == ["entry"]


# ---------------------------------------------------------------- tables

BLANK = np.zeros(3, dtype=[("sketches", "<f8", (2,))])
SHELF = CacheShelf("adam-0")


def test_a_table_comes_back_as_it_was(folder: Path) -> None:
    """What is put on the shelf is taken from it with all its digits, and may be written to."""
    table = BLANK.copy()
    table["sketches"] = [[0.1, np.nan], [np.inf, -0.0], [5e-324, 1 / 3]]
    SHELF.put("alone", table)
    found = SHELF.take("alone", BLANK)
    assert found.tobytes() == table.tobytes()
    found["sketches"] = 0


@pytest.mark.parametrize(
    "other",
    [BLANK[:2], np.zeros(3), np.zeros(3, dtype=[("sketches", ">f8", (2,))]), np.zeros(3, dtype=[("s", "<f8", (2,))])],
    ids=["shape", "no fields", "byte order", "other fields"],
)
def test_a_table_of_another_form_is_not_taken(folder: Path, other: np.ndarray) -> None:
    """A table that is not of the shape and dtype that is asked for is worked out anew."""
    SHELF.put("alone", other)
    assert SHELF.take("alone", BLANK) is BLANK


class _Trap:
    """What must not be unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("unpickled",)


def test_nothing_is_unpickled(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that holds Python objects, even one of our own, is no table, and none of its code is run."""
    monkeypatch.chdir(tmp_path)
    file = BytesIO()
    np.save(file, np.array([_Trap()], dtype=object), allow_pickle=True)
    for content in (file.getvalue(), pickle.dumps(_Trap())):
        keep("adam-0.alone.npy.z", zlib.compress(content))
        assert SHELF.take("alone", BLANK) is BLANK
    assert not (tmp_path / "unpickled").exists()
