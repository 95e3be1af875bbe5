"""Shown: students whose names show as nothing."""

from pathlib import Path

NAMES = ["\u3164", "\u115f", "\u2800", " ", "\u00a0\u3000", "\u200b", "\u034f", "\U000e0041"]


def hand_in(class_folder: Path, secret: Path) -> None:
    for name in NAMES:
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
