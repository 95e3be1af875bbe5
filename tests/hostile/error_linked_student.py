"""Files: the student's folder is a link."""

from pathlib import Path


def hand_in(class_folder: Path, secret: Path) -> None:
    (class_folder / "eve").symlink_to(secret.parent)
