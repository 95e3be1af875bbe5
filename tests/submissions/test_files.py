"""One file is read once, as text, and whatever else it is becomes a sentence."""

from __future__ import annotations

import codecs
import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.submissions.make import LIMITS, TOO_MUCH, momentum, read, write


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é = 1\n".encode(), "é = 1\n"),
        (codecs.BOM_UTF8 + "é = 1\n".encode(), "é = 1\n"),
        (codecs.BOM_UTF8 + b"# coding: utf-8\n", "# coding: utf-8\n"),
        (b"# coding: utf8\nx = 1\n", "# coding: utf8\nx = 1\n"),
        (b"# -*- coding: UTF8 -*-\n", "# -*- coding: UTF8 -*-\n"),
        (b"# coding: latin-1\n# \xe9\n", "# coding: latin-1\n# é\n"),
        (b"#!/usr/bin/env python\n# vim: set fileencoding=latin1 :\n# \xe9", "\n# é"),
        (b"# coding: CP1252\n# \x80\n", "# coding: CP1252\n# €\n"),
        (b"# coding: iso_8859_15\n# \xa4\n", "# €\n"),
        (b"# coding: shift-jis\n# \x83\x41\n", "# ア\n"),
        (b"a = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n"),
        (b"", ""),
        (b" \n\n", " \n\n"),
    ],
)
def test_text_is_decoded_as_the_file_says(tmp_path: Path, data: bytes, text: str) -> None:
    """A byte order mark and a coding line are honoured, else UTF-8; line ends become newlines."""
    file = momentum(write(tmp_path, {"ada/momentum.py": data}))
    assert file.problem == ""
    assert file.text is not None
    assert file.text.endswith(text)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x = 1\n\n# caf\xe9\n", "momentum.py is not UTF-8 in line 3: save it as UTF-8"),
        (b"# caf\xe9\nx = 1\n", "momentum.py is not UTF-8 in line 1: save it as UTF-8"),
        (codecs.BOM_UTF8 + b"x\n\xe9", "momentum.py is not UTF-8 in line 2: save it as UTF-8"),
        (b"# coding: ascii\n# \xe9\n", "momentum.py is not ASCII in line 2: save it as UTF-8"),
        (b"x = 1\ny\0 = 2\n", "momentum.py holds a zero byte in line 2: save it as UTF-8 text"),
        ("x = 1\n".encode("utf-16"), "momentum.py is saved as UTF-16: save it as UTF-8"),
        (b"# coding: no-such\n", "momentum.py has a coding line that is wrong: remove it and save the file as UTF-8"),
        (
            codecs.BOM_UTF8 + b"# coding: latin-1\n",
            "momentum.py has a coding line that is wrong: remove it and save the file as UTF-8",
        ),
        (TOO_MUCH, "momentum.py is larger than 4 KiB: hand in the code only"),
    ],
)
def test_what_is_not_text_is_said(tmp_path: Path, data: bytes, said: str) -> None:
    """Bytes that are not a Python file's text give a sentence that says where, and what to do."""
    file = momentum(write(tmp_path, {"ada/momentum.py": data}))
    assert (file.text, file.problem, file.cells) == (None, said, ())


@pytest.mark.parametrize(
    "codec", ["rot13", "unicode_escape", "raw_unicode_escape", "utf_7", "hex", "zip", "idna", "punycode", "undefined"]
)
def test_only_text_encodings_are_used(tmp_path: Path, codec: str) -> None:
    """A coding line cannot make the reader run a codec that does more than decode text."""
    file = momentum(write(tmp_path, {"ada/momentum.py": f"# coding: {codec}\nx = 1\n".encode()}))
    assert file.text is None
    assert file.problem.endswith("save it as UTF-8") or file.problem.endswith("save the file as UTF-8")


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    """The limit itself is still allowed."""
    data = b"#" * (LIMITS.source_kib * 1024)
    assert momentum(write(tmp_path, {"ada/momentum.py": data})).text == data.decode()


def _link(path: Path) -> None:
    path.with_name("real.py").write_text("x = 1\n")
    path.symlink_to("real.py")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as endpoint:
        before = Path.cwd()
        os.chdir(path.parent)  # a socket's path has to be short
        try:
            endpoint.bind(path.name)
        finally:
            os.chdir(before)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_link, "momentum.py is a symbolic link: hand in the file itself"),
        (lambda path: path.symlink_to("/no/such/file"), "momentum.py is a symbolic link: hand in the file itself"),
        (lambda path: path.symlink_to("/dev/zero"), "momentum.py is a symbolic link: hand in the file itself"),
        (lambda path: path.symlink_to(path.name), "momentum.py is a symbolic link: hand in the file itself"),
        (os.mkfifo, "momentum.py is not an ordinary file: hand in the file itself"),
        (_socket, "momentum.py cannot be opened (No such device or address): hand it in again"),
        (os.mkdir, "momentum.py is a folder: hand in a file of that name"),
    ],
    ids=["link", "broken link", "link to a device", "link to itself", "fifo", "socket", "folder"],
)
def test_only_ordinary_files_are_read(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    """What is not an ordinary file is neither followed nor waited for, and costs only its own unit."""
    write(tmp_path, {"ada/02_momentum/": b"", "ada/01_gradient_descent/gradient_descent.py": b"g = 1\n"})
    make(tmp_path / "ada" / "02_momentum" / "momentum.py")
    assert momentum(tmp_path).problem == said
    assert momentum(tmp_path).text is None
    assert read(tmp_path)["ada"].files["01_gradient_descent"].text == "g = 1\n"


TROUBLE = [errno.EACCES, errno.EPERM, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EMFILE, errno.ENOENT]
"""What the system says of files that may be well: rights, disks, mounts, and limits of our own."""


class FailingFile:
    """An open file that cannot be read."""

    def __init__(self, error: int) -> None:
        self.error = error

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def read(self, _: int) -> bytes:
        raise OSError(self.error, os.strerror(self.error))

    def seek(self, *_: int) -> int:
        return 0

    def tell(self) -> int:
        return 0


@pytest.mark.parametrize("error", TROUBLE, ids=errno.errorcode.get)
@pytest.mark.parametrize("fails", ["open", "read"])
@pytest.mark.parametrize("name", ["ada/momentum.py", "ada/quiz.toml", "ada.zip"])
def test_what_the_system_refuses_is_nobodys_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fails: str, error: int
) -> None:
    """No right to read, a failing disk, a mount that is gone: that student has no grade, by the file's name."""
    write(tmp_path, {name: b"x", "bob/momentum.py": b"m"})
    refused = tmp_path / name
    real_open, real_fdopen, real_read = os.open, os.fdopen, os.read
    descriptors: list[int] = []

    def opened(path: Path, flags: int) -> int:
        if Path(path) == refused and fails == "open":
            raise OSError(error, os.strerror(error))
        descriptor = real_open(path, flags)
        descriptors.extend([descriptor] if Path(path) == refused else [])
        return descriptor

    def wrapped(descriptor: int, mode: str) -> object:
        if descriptor not in descriptors:
            return real_fdopen(descriptor, mode)
        os.close(descriptor)
        descriptors.clear()
        return FailingFile(error)

    def read_from(descriptor: int, count: int) -> bytes:
        if descriptor in descriptors:
            descriptors.clear()
            raise OSError(error, os.strerror(error))
        return real_read(descriptor, count)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "read", read_from)
    monkeypatch.setattr(os, "fdopen", wrapped)
    students = read(tmp_path)
    assert students["ada"].broken == f"it could not be read ({refused.name}: {os.strerror(error)})"
    assert students["bob"].files["02_momentum"].text == "m"


@pytest.mark.parametrize("error", TROUBLE, ids=errno.errorcode.get)
def test_a_student_that_cannot_be_looked_at_is_nobodys_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """An entry of the class of which the system tells nothing is a student without a grade, and never left out."""
    write(tmp_path, {"ada/momentum.py": b"m", "bob/momentum.py": b"m"})
    listed = os.scandir

    class Refusing:
        name = "ada"

        def is_dir(self, *, follow_symlinks: bool = True) -> bool:
            raise OSError(error, os.strerror(error))

    @contextmanager
    def scandir(path: Path) -> Iterator[Iterator[object]]:
        with listed(path) as found:
            yield iter([Refusing() if entry.name == "ada" else entry for entry in found])

    monkeypatch.setattr(os, "scandir", scandir)
    students = read(tmp_path)
    assert students["ada"].broken == f"it could not be read (ada: {os.strerror(error)})"
    assert students["bob"].broken == ""
