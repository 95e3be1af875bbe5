"""Source: a file and its notebook with more brackets than Python reads."""

import json
from pathlib import Path

TEXT = "def gradient_descent(w, grad, *, lr):\n    return " + "(" * 300 + "w" + ")" * 300 + "\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    eve = class_folder / "eve"
    eve.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "source": TEXT, "outputs": []}
    (eve / "gradient_descent.py").write_text(TEXT)
    (eve / "gradient_descent.ipynb").write_text(json.dumps({"cells": [cell]}))
