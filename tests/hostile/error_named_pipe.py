"""Files: a named pipe, which would block whoever opens it."""

import os
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    os.mkfifo(folder / "gradient_descent.py")
