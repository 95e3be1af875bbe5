"""Files: a notebook of a hundred thousand lists in each other."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    (class_folder / "eve" / "gradient_descent.ipynb").write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
