"""`python -m tests.benchmarks.power [CUTS]`: power is lost at random moments; are the results that were kept there?

strace writes down what SQLite asks of the system while results are kept: writes, flushes, removals. Then the files are
built as a disk may hold them when power is lost after so many of these: all that was flushed, and any part of the rest,
a write perhaps cut at a sector, a file perhaps still there that was removed, or not there that was made. Of the results
that were said to be kept all but the last must be read from each of these, and the database must be whole.
"""

from __future__ import annotations

import ast
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

CUTS = 500
SECTOR = 512
RESULTS = 12
CALLS = "openat,pwrite64,write,fsync,fdatasync,unlink,unlinkat,ftruncate,close"
WRITER = """
import os, sys
from pathlib import Path
from autograder.classroom.store import RunInfo, Store
from autograder.model import IsolationLevel

with Store.open(Path(sys.argv[1])) as store:
    run = store.begin(RunInfo({}, {}, "default", "c0", "k0", 0, IsolationLevel.NONE))
    for number in range(int(sys.argv[2])):
        store.save(run, f"student{number}", "f", os.urandom(4000).hex())
        os.write(2, b"KEPT")
"""
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\)\s+= (-?\d+)")


Asked = tuple[int, bytes] | int
"""A write (where and what), or a new length."""


@dataclass(slots=True, eq=False)
class Content:
    """What is in a file: on the disk for sure, and what was asked of it since."""

    sure: bytearray = field(default_factory=bytearray)
    asked: list[Asked] = field(default_factory=list)

    def flush(self) -> None:
        """All that was asked is on the disk now."""
        self.sure, self.asked = carried_out(self.sure, self.asked), []

    def after_a_loss(self, random_: random.Random) -> bytes:
        """What may be found: any of what was asked, some of it in part."""
        some = [_perhaps_cut(one, random_) for one in self.asked if random_.random() < 0.5]
        return bytes(carried_out(self.sure, some))


@dataclass(slots=True)
class Named:
    """What a name may stand for on the disk: first what it does for sure, last what it is to."""

    may_be: list[Content | None] = field(default_factory=lambda: [None])

    def opened(self) -> Content:
        """The file of that name, made where there is none."""
        if self.may_be[-1] is None:
            self.may_be.append(Content())
        found = self.may_be[-1]
        assert found is not None
        return found

    def flush(self, content: Content) -> None:
        """A file is on the disk, and with it that it has this name."""
        content.flush()
        if content in self.may_be:
            self.may_be = self.may_be[self.may_be.index(content) :]


def _perhaps_cut(one: Asked, random_: random.Random) -> Asked:
    if isinstance(one, tuple) and len(one[1]) > SECTOR and random_.random() < 0.3:
        return one[0], one[1][: SECTOR * random_.randrange(1, len(one[1]) // SECTOR + 1)]
    return one


def carried_out(content: bytearray, asked: Sequence[Asked]) -> bytearray:
    """A file after what was asked of it."""
    content = bytearray(content)
    for one in asked:
        if isinstance(one, int):
            del content[one:]
            content.extend(bytes(one - len(content)))
        else:
            where, data = one
            content.extend(bytes(max(0, where + len(data) - len(content))))
            content[where : where + len(data)] = data
    return content


def moments(log: Path, folder: Path) -> Iterator[tuple[Mapping[str, Named], int]]:
    """After each call of the log the files of a folder, and how many results were said to be kept."""
    names: defaultdict[str, Named] = defaultdict(Named)
    opened: dict[int, tuple[Named, Content]] = {}
    folders: set[int] = set()
    kept = 0
    for line in log.read_text(encoding="latin-1").splitlines():
        found = LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, words, result = found[1], found[2], int(found[3])
        strings = [ast.literal_eval(f'b"{text}"') for text in re.findall(r'"((?:[^"\\]|\\.)*)"', words)]
        number = int(first) if (first := words.partition(",")[0]).isdigit() else -1
        path = Path(strings[0].decode("utf-8", "replace")) if strings and number < 0 else Path()
        if call == "openat" and path == folder:
            folders.add(result)
        elif call == "openat" and path.parent == folder:
            opened[result] = names[path.name], names[path.name].opened()
        elif call.startswith("unlink") and path.parent == folder:
            names[path.name].may_be.append(None)
        elif call == "write" and strings == [b"KEPT"]:
            kept += 1
        elif call == "close":
            opened.pop(number, None)
            folders.discard(number)
        elif call in ("fsync", "fdatasync") and number in folders:
            for named in names.values():
                del named.may_be[:-1]
        elif number in opened and call in ("fsync", "fdatasync"):
            named, content = opened[number]
            named.flush(content)
        elif number in opened and call == "pwrite64":
            opened[number][1].asked.append((int(words.rpartition(",")[2]), strings[0]))
        elif number in opened and call == "ftruncate":
            opened[number][1].asked.append(int(words.rpartition(",")[2]))
        else:
            continue
        yield names, kept


def wrong_after_a_loss(names: Mapping[str, Named], kept: int, folder: Path, random_: random.Random) -> str:
    """What is wrong with what is found after a loss of power; nothing where all is right."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, named in names.items():
        content = random_.choice(named.may_be)
        if content is not None:
            (folder / name).write_bytes(content.after_a_loss(random_))
    with closing(sqlite3.connect(folder / "results.db")) as connection:
        try:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "damaged"
            (count,) = connection.execute("SELECT count(*) FROM results").fetchone()
        except sqlite3.Error as error:
            return "" if kept < 2 and "no such table" in str(error) else str(error)
    return "" if count >= kept - 1 else f"{count} of {kept} results are there"


def main() -> None:
    """Print how many losses of power were tried, and what was wrong."""
    if shutil.which("strace") is None:
        print("strace is not installed: nothing was tried")
        return
    cuts = int(sys.argv[1]) if len(sys.argv) > 1 else CUTS
    random_ = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        out, log = Path(name).resolve() / "out", Path(name) / "log"
        out.mkdir()
        asked = [sys.executable, "-c", WRITER, str(out / "results.db"), str(RESULTS)]
        traced = ["strace", "-f", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(log), *asked]
        subprocess.run(traced, check=True, stderr=subprocess.DEVNULL)
        count = sum(1 for _ in moments(log, out))
        chosen = sorted(random_.choices(range(count), k=cuts))
        wrong: list[str] = []
        for number, (names, kept) in enumerate(moments(log, out)):
            for _ in range(chosen.count(number)):
                said = wrong_after_a_loss(names, kept, Path(name) / "found", random_)
                wrong += [f"after call {number}: {said}"] if said else []
        print(f"{cuts} losses of power in {count} calls, {RESULTS} results: wrong: {wrong or 'nothing'}")


if __name__ == "__main__":
    main()
