"""Files: named pipes with other names, which nobody must wait for."""

import os
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    for name in ("timestamp.txt", "course.toml", "other.py", "other.zip"):
        os.mkfifo(class_folder / "eve" / name)
