"""Files: a small zip with a file of a hundred megabytes."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("gradient_descent.py", "w", force_zip64=True) as file:
            for _ in range(10):
                file.write(bytes(10 << 20))
