"""Shown: files called like commands, markup and formulas, in the place of the one that was asked for."""

from pathlib import Path

NAMES = ("::error::x.py", "##[error]x.py", "<script>alert('INJECTED')<.py", "=1+1.py", "\x1b[31m.py", "\u202eyp.evil.py", "\n::error::x.py")


def hand_in(class_folder: Path, secret: Path) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    for name in NAMES:
        (folder / name).touch()
