"""Files: a folder of eleven thousand files."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    for number in range(11_000):
        (class_folder / "eve" / f"{number}.txt").touch()
