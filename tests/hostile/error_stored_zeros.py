"""Files: a file of 60 MiB of zero bytes in a small zip."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gradient_descent.py", bytes(60 << 20))
