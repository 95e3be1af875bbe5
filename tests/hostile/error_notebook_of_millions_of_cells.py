"""Files: a small zip whose notebook is 32 MiB of empty cells."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    content = b'{"cells":[' + b"{}," * 10_000_000 + b"{}]}"
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gradient_descent.ipynb", content)
