"""Files: the student's folder is a link."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").symlink_to(context["secret"].parent)
