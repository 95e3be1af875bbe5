"""Source: a file and its notebook whose text never ends."""

import json
from pathlib import Path

TEXT = "x = '''" + "(" * 5000 + "\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    eve = class_folder / "eve"
    eve.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "source": TEXT, "outputs": []}
    (eve / "gradient_descent.py").write_text(TEXT)
    (eve / "gradient_descent.ipynb").write_text(json.dumps({"cells": [cell]}))
