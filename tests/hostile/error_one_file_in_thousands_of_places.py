"""Files: one file in five thousand folders of a zip, each of which could be the one that counts."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    content = b"x = 1 #" + b"a" * 200_000
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5_000):
            archive.writestr(f"d{number}/gradient_descent.py", content[: 1_000 + number])
