"""Hand-ins that nobody would make on purpose, and a class of them through `grade run`: what the fuzzers are made of."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

RIGHT = "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n"
NAMES = ("gradient_descent.py", "gradient_descent.ipynb")
PLACES = ("", "01_gradient_descent/", "work/", "work/01_gradient_descent/", "a/b/c/", ".hidden/", "02_momentum/")
PIECES = (
    *(
        "(",
        ")",
        "[",
        "{",
        "'''",
        '"',
        "\\",
        "\n",
        "\n\n# %%\n",
        "    ",
        "\t",
        "\0",
        "\r",
        "%%",
        "!",
        "?",
        "#",
        ":",
        ";",
    ),
    *("lambda: ", "-" * 3000, "(" * 250, "x = 0x" + "f" * 5000, "9" * 5000, "1+" * 700, "w" + ".a" * 700, "\ud800"),
    *("raise ", "return ", "def gradient_descent(w, grad, *, lr):\n", "import os\nos._exit(3)\n", "raise SystemExit\n"),
    *("while True: pass\n", "x = [0] * 10**10\n", "raise ValueError(chr(128512) * 10**5)\n", "print('a' * 10**6)\n"),
    *("# -*- coding: utf-7 -*-\n", "\ufeff", "{}," * 5000, '{"cells": ', "é", "\U0001f600", "async ", "match w:\n"),
)
"""What texts are spoiled with."""


def spoiled(random: Random, text: str) -> bytes:
    """A text with some pieces put in or cut out, as bytes that may be no text at all."""
    for _ in range(random.randint(0, 4)):
        start, end = sorted(random.randrange(len(text) + 1) for _ in range(2))
        end = end if random.random() < 0.4 else start
        text = text[:start] + random.choice(PIECES) + text[end:]
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(random.choice((0, 0, 0, 3))):
        data[random.randrange(len(data)) : 1] = random.randbytes(1)
    return bytes(data)


def content(random: Random, name: str) -> bytes:
    """The bytes of a file of that name, more or less."""
    if name.endswith(".py"):
        return spoiled(random, RIGHT)
    cell: dict[str, object] = {"cell_type": "code", "metadata": {}, "source": RIGHT, "outputs": []}
    cell["source"] = random.choice((RIGHT, RIGHT.splitlines(True), None, [3], {}))
    notebook = random.choice(({"cells": [cell]}, {"worksheets": [{"cells": [cell]}]}, [cell], {"cells": [cell] * 6000}))
    text = json.dumps(notebook)
    return spoiled(random, text) if random.random() < 0.5 else text.encode()


def as_files(random: Random, folder: Path) -> None:
    """A folder with files, links, pipes and folders where files should be."""
    folder.mkdir()
    for _ in range(random.randint(0, 4)):
        path = folder / random.choice(PLACES) / random.choice(NAMES)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            continue
        match random.randrange(8):
            case 0:
                path.symlink_to(random.choice(("/etc/passwd", "gradient_descent.py", ".", "/dev/zero")))
            case 1:
                os.mkfifo(path)
            case 2:
                path.mkdir()
            case _:
                path.write_bytes(content(random, path.name))


def as_zip(random: Random, folder: Path) -> None:
    """A zip with some entries, some of whose bytes are others."""
    path = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(path, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for _ in range(random.randint(0, 6)):
            name = random.choice(("", "../", "/", "a\\..\\", "C:/")) * (random.random() < 0.2)
            info = zipfile.ZipInfo(name + random.choice(PLACES) + random.choice(NAMES))
            info.external_attr = random.choice((0, 0, 0, 0o120777 << 16))
            with warnings.catch_warnings(action="ignore"):  # of two entries with one name
                archive.writestr(info, content(random, info.filename))
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((0, 0, 1, 8))):
        data[random.randrange(len(data))] = random.randrange(256)
    path.write_bytes(data[: random.choice((len(data), len(data), random.randrange(len(data))))])


WAYS: tuple[Callable[[Random, Path], None], ...] = (as_files, as_files, as_zip)


def make_class(random: Random, folder: Path, count: int) -> list[str]:
    """A class of so many hand-ins with an innocent student; the students' names."""
    names = [f"student{number:04}" for number in range(count)]
    for name in names:
        random.choice(WAYS)(random, folder / name)
    (folder / "zoe").mkdir()
    (folder / "zoe" / "gradient_descent.py").write_text(RIGHT, encoding="utf-8")
    return [*names, "zoe"]


def wrong_with(seed: int, folder: Path, count: int) -> Iterator[str]:
    """Grade a class of hand-ins as an instructor does, and say what should not be so."""
    (folder / "class").mkdir()
    names = make_class(Random(seed), folder / "class", count)
    limits = "[limits]\ncall_seconds = 0.5\ncpu_seconds = 2\nread_seconds = 10\n"
    (folder / "course.toml").write_text(limits, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "grade"), "run", "class", "-o", "out", "--unit", "gradient_descent"]
    result = subprocess.run(
        [*command, "--course", "course.toml", "--seed", "0"], cwd=folder, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        yield f"exit code {result.returncode}: {result.stderr[-500:]}"
        return
    with (folder / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        grades = {row["student"]: row for row in csv.DictReader(file)}
    if sorted(grades) != sorted(names):
        yield f"students are missing: {set(names) - set(grades)}"
    if grades.get("zoe", {}).get("gradient_descent") in (None, "", "0"):
        yield "the innocent student has no points"
    ours = {name: row for name, row in grades.items() if row["status"] == "withheld"}
    yield from (f"{name} has no grade for a failure of ours: {row['note']}" for name, row in ours.items())
