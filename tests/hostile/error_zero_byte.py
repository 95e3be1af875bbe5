"""Files: a zero byte in the source."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "gradient_descent.py").write_bytes(b"x = 1\n\0\n")
