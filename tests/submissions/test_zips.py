"""Zips are read without unpacking, and a hostile or broken one costs only its own student."""

from __future__ import annotations

import io
import os
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.model import Limits
from autograder.model.submission import Submission
from autograder.submissions import read_class
from tests.submissions.make import TOO_MUCH, WANTED, momentum, pack, texts, write
from tests.submissions.make import read as read_students


def ada(path: Path) -> Submission:
    """What was read of ada, with a neighbour who is always read whole."""
    students = read_students(write(path, {"bob/momentum.py": b"x = 2\n"}))
    assert texts(students["bob"]) == {"02_momentum": "x = 2\n"}
    return students["ada"]


@pytest.mark.parametrize(
    "names",
    [
        ["momentum.py", "gradient_descent.py"],
        ["02_momentum/momentum.py", "01_gradient_descent/gradient_descent.py"],
        ["work/momentum.py", "work/gradient_descent.py"],
        ["work/02_momentum/momentum.py", "work/01_gradient_descent/gradient_descent.py"],
        ["02_momentum\\momentum.py", "01_gradient_descent\\gradient_descent.py"],
        ["./momentum.py", "gradient_descent.py", ".", "__MACOSX/momentum.py", ".ipynb_checkpoints/momentum.py"],
    ],
)
def test_every_layout_in_a_zip(tmp_path: Path, names: list[str]) -> None:
    """A student's zip holds files or units' folders, also inside one folder and as Windows writes paths."""
    pack(tmp_path / "ada.zip", [(name, b"m\n" if "momentum" in name else b"g\n") for name in names])
    assert texts(ada(tmp_path)) == {"01_gradient_descent": "g\n", "02_momentum": "m\n"}


@pytest.mark.parametrize(
    "name",
    ["../x", "a/../../x", "/etc/passwd", "C:\\x", "c:x", "..\\x", "\\x", "//host/x", "a\\..\\..\\x"],
)
def test_a_path_that_leaves_its_folder_refuses_the_zip(tmp_path: Path, name: str) -> None:
    """A traversal name makes the whole zip a problem that shows the name, and nothing is written anywhere."""
    pack(tmp_path / "class" / "ada.zip", [("momentum.py", b"x"), (name, b"evil")])
    submission = ada(tmp_path / "class")
    said = f"ada.zip contains the path '{name}', which leaves its folder: pack the files again"
    assert (submission.problem, submission.files) == (said, {})
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["ada.zip", "bob", "class", "momentum.py"]


def test_names_of_strangers_are_made_printable(tmp_path: Path) -> None:
    """A sentence about a zip holds no control characters and no endless names, whatever the zip holds."""
    pack(tmp_path / "ada.zip", [("../\x1b[2J\u202e" + "x" * 500, b"")])
    problem = ada(tmp_path).problem
    assert problem.isprintable()
    assert len(problem) < 250


def _link() -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo("momentum.py")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, b"/etc/passwd"


def _plain(path: Path) -> None:
    pack(path, [("momentum.py", b"x = 1\n")])


def _patched(path: Path, local: int, central: int, value: int) -> None:
    """A zip with a 16-bit field of the entry's local and central headers overwritten."""
    _plain(path)
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.index(b"PK\x03\x04") + local, value)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + central, value)
    path.write_bytes(data)


def _twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        pack(path, [("momentum.py", b"x = 1\n"), ("momentum.py", b"x = 2\n")])


def _bad_sum(path: Path) -> None:
    pack(path, [("momentum.py", b"x = 1\n")], zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x = 1", b"x = 9"))


def _lying_about_its_size(path: Path) -> None:
    pack(path, [("momentum.py", b"\0" * 3_000_000)])
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: pack(path, [_link()]), "momentum.py in ada.zip is a symbolic link: pack the file itself"),
        (_twice, "momentum.py in ada.zip is there more than once: pack the files again"),
        (lambda path: _patched(path, 6, 8, 1), "momentum.py in ada.zip is encrypted: pack it without a password"),
        (lambda path: _patched(path, 8, 10, 99), "packed in an unusual way: pack it as an ordinary zip"),
        (lambda path: pack(path, [("momentum.py", b"x")], zipfile.ZIP_LZMA), "packed in an unusual way"),
        (lambda path: pack(path, [("momentum.py", b"x")], zipfile.ZIP_BZIP2), "packed in an unusual way"),
        (lambda path: pack(path, [("momentum.py", TOO_MUCH)]), "momentum.py in ada.zip is larger than 4 KiB"),
        (lambda path: pack(path, [("momentum.py", b"\0" * 9_000_000)]), "momentum.py in ada.zip is larger than 4 KiB"),
        (_lying_about_its_size, "momentum.py in ada.zip is damaged"),
        (_bad_sum, "momentum.py in ada.zip is damaged (Bad CRC-32 for file 'momentum.py'): pack it again"),
        (lambda path: pack(path, [("momentum.py", b"\xff")]), "momentum.py is not UTF-8 in line 1"),
    ],
    ids=["link", "twice", "encrypted", "unknown", "lzma", "bzip2", "large", "bomb", "lying", "checksum", "encoding"],
)
def test_an_entry_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    """An entry that is no ordinary file of allowed size is its unit's problem."""
    make(tmp_path / "ada.zip")
    ada(tmp_path)
    file = momentum(tmp_path)
    assert said in file.problem
    assert file.text is None


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b""), "ada.zip is not a zip that can be read"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "ada.zip is not a zip that can be read"),
        (lambda path: path.write_bytes(b"Rar!\x1a\x07"), "ada.zip is not a zip that can be read"),
        (os.mkfifo, "ada.zip is not an ordinary file: hand in the file itself"),
        (lambda path: path.symlink_to("other.zip"), "ada.zip is a symbolic link: hand in the folder or zip itself"),
    ],
    ids=["empty", "cut", "another format", "fifo", "link"],
)
def test_a_zip_that_cannot_be_opened(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    """A file that is no zip is that student's problem, and the sentence names it."""
    make(tmp_path / "ada.zip")
    assert ada(tmp_path).problem.startswith(said)


@pytest.mark.parametrize("entries", [21, 500])
def test_too_many_entries(tmp_path: Path, entries: int) -> None:
    """A zip with more entries than a submission can have is refused, one with very many before they are looked at."""
    pack(tmp_path / "ada.zip", [(f"{n}.txt", b"") for n in range(entries)])
    (submission,) = read_class(tmp_path, replace(WANTED, limits=Limits(read_entries=20))).submissions
    assert re.match(
        "ada.zip holds more than (20 files: hand in|200 files: pack) only your exercises", submission.problem
    )


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    """Reading an entry of many megabytes stops at the limit."""
    pack(tmp_path / "ada.zip", [("momentum.py", b"\0" * 30_000_000)])
    tracemalloc.start()
    try:
        ada(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3_000_000


def test_entries_that_are_not_asked_for_are_never_read(tmp_path: Path) -> None:
    """Links, bombs and zips among other files do no harm."""
    link = _link()[0]
    link.filename = link.orig_filename = "venv/python"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("momentum.py", "y = 2\n")
    pack(
        tmp_path / "ada.zip",
        [
            ("momentum.py", b"x = 1\n"),
            (".", b""),
            (link, b"/"),
            ("data.bin", b"\0" * 9_000_000),
            ("old.zip", inner.getvalue()),
        ],
    )
    submission = ada(tmp_path)
    assert texts(submission) == {"02_momentum": "x = 1\n"}
    assert submission.notes == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_never_stops_the_class(tmp_path: Path, data: st.DataObject) -> None:
    """However a zip's bytes are changed or cut, reading the class ends with a submission for each student."""
    path = pack(tmp_path / "ada.zip", [("02_momentum/momentum.py", b"x = 1\n" * 50), ("é.py", b"")])
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged[: data.draw(st.integers(0, len(damaged)))] if data.draw(st.booleans()) else damaged)
    assert ada(tmp_path).student == "ada"
