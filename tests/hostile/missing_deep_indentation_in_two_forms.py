"""Source: a file and its notebook with more levels than Python reads."""

import json
from pathlib import Path

TEXT = "".join(" " * n + "if True:\n" for n in range(120)) + " " * 120 + "pass\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    eve = class_folder / "eve"
    eve.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "source": TEXT, "outputs": []}
    (eve / "gradient_descent.py").write_text(TEXT)
    (eve / "gradient_descent.ipynb").write_text(json.dumps({"cells": [cell]}))
