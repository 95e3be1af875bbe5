"""Shown: students whose names would be shown as those of others."""

from pathlib import Path

NAMES = ["ada", "ada\u200b", "\x1b", "\\x1b", "=1", "'=1", "\u202eada", "a\u034fda", "w" * 250, "w" * 251]


def hand_in(class_folder: Path, secret: Path) -> None:
    for name in NAMES:
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
