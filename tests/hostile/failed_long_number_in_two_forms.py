"""Source: a file and its notebook with a number of 6000 digits."""

import json
from pathlib import Path

TEXT = "x = 0x" + "f" * 6000 + "\ndef gradient_descent(w, grad, *, lr):\n    return 0 * w\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    eve = class_folder / "eve"
    eve.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "source": TEXT, "outputs": []}
    (eve / "gradient_descent.py").write_text(TEXT)
    (eve / "gradient_descent.ipynb").write_text(json.dumps({"cells": [cell]}))
