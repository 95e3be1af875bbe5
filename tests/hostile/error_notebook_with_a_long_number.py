"""Files: a notebook with a number of five thousand digits."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    (class_folder / "eve" / "gradient_descent.ipynb").write_text('{"cells": [], "nbformat": ' + "9" * 5_000 + "}")
