"""Files: a notebook of 30 MiB in four places, more than is read of one submission."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    content = b'{"cells": [], "metadata": "' + b"a" * (30 << 20) + b'"}'
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"d{number}/gradient_descent.ipynb", content)
