"""Files: 20 megabytes of source."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "gradient_descent.py").write_text("x = 1\n" * 3_500_000)
