"""Files: a zip whose file wants to be written above its folder."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w") as archive:
        archive.writestr("../../grade-descent-litter/gradient_descent.py", "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
