"""The time of a submission is read as a stranger's file is: short, of one form, and never waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from autograder.classroom.exports.timestamps import handed_in_at
from autograder.submissions.files import UnreadableError
from autograder.submissions.timestamps import FILE


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2027-02-01 10:00:00 UTC\n", datetime(2027, 2, 1, 10)),
        ("2027-02-01 10:00:00.250000 UTC", datetime(2027, 2, 1, 10, 0, 0, 250_000)),
        ("2027-02-01 10:00:00", datetime(2027, 2, 1, 10)),
        ("\ufeff2027-02-01 10:00:00\r\n", datetime(2027, 2, 1, 10)),
        ("2027-02-01 10:00:00 +0100", datetime(2027, 2, 1, 9)),
        ("2027-02-01T10:00:00-05:30", datetime(2027, 2, 1, 15, 30)),
        ("2027-07-01 10:00:00 Europe/Berlin", datetime(2027, 7, 1, 8)),
    ],
)
def test_times_are_read_in_utc(tmp_path: Path, text: str, time: datetime) -> None:
    """What nbgrader writes, and what a teacher may write instead, is a time in UTC."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert handed_in_at(tmp_path) == time


def test_no_time_is_none(tmp_path: Path) -> None:
    """Where nothing is noted, nothing is known."""
    assert handed_in_at(tmp_path) is None


def _text(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    "make",
    [
        _text(b"garbage"),
        _text(b""),
        _text(b"9" * 2_000_000),
        _text(b"\xff\xfe\0\0"),
        _text("2027-02-01 10:00:00 UTC".encode("utf-16")),
        _text(b"2027-02-01 10:00:00 UTC\n2027-02-01 10:00:00 UTC"),
        _text(b"9999-99-99 10:00:00 UTC"),
        _text(b"0001-01-01 00:00:00 +2359"),
        _text(b"2027-02-01 10:00:00 +9999"),
        _text(b"2027-02-01 10:00:00 No/Where"),
        _text(b"2027-02-01 10:00:00 x/../../etc/passwd"),
        os.mkfifo,
        Path.mkdir,
        lambda path: path.symlink_to("/dev/zero"),
    ],
)
def test_anything_else_is_a_sentence(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """Garbage, a large file, a pipe, a folder or a link in its place is said in a sentence that names it."""
    make(tmp_path / FILE)
    with pytest.raises(UnreadableError, match=r"timestamp\.txt"):
        handed_in_at(tmp_path)
