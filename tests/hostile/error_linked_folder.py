"""Files: the unit's folder is a link to the teacher's folder."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "01_gradient_descent").symlink_to(context["secret"].parent)
