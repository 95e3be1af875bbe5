"""Files: a notebook of 250,000 cells, each with a mark of IPython's."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    cell = '{"cell_type": "code", "source": "!"}'
    (class_folder / "eve" / "gradient_descent.ipynb").write_text('{"cells": [' + ", ".join([cell] * 250_000) + "]}")
