"""Files: a zip that says of a bomb that it is small."""

import zipfile
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    with zipfile.ZipFile(class_folder / "eve.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("gradient_descent.py", b"#" * (8 << 20))
    data = (class_folder / "eve.zip").read_bytes()
    (class_folder / "eve.zip").write_bytes(data.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))
