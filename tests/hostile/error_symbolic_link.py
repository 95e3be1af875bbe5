"""Files: a symbolic link to a file of the teacher's."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "gradient_descent.py").symlink_to(context["secret"])
