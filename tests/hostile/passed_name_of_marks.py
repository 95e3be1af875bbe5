"""Shown: a student whose name covers the lines above."""

from pathlib import Path

NAMES = ["o" + "\u0300\u0489" * 60, "\u0336\u0336x"]


def hand_in(class_folder: Path, secret: Path) -> None:
    for name in NAMES:
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
