"""Files: a zip with a symbolic link in it."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    entry = zipfile.ZipInfo("gradient_descent.py")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(class_folder / "eve.zip", "w") as archive:
        archive.writestr(entry, str(context["secret"]))
