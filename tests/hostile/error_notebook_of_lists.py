"""Files: a notebook whose outputs are millions of lists."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    (class_folder / "eve" / "gradient_descent.ipynb").write_text('{"cells": [], "metadata": [' + "[]," * 4_000_000 + "[]]}")
