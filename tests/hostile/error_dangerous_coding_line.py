"""Files: a coding line that names something that is no text encoding."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "gradient_descent.py").write_text("# coding: rot13\n" + "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
