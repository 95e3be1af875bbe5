"""Files: a named pipe in the place of the file, and one in the place of the notebook."""

import os
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    for name in ("gradient_descent.py", "gradient_descent.ipynb"):
        os.mkfifo(class_folder / "eve" / name)
