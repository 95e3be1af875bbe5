"""Shown: students called like formulas, for every separator."""

from pathlib import Path

NAMES = ["=1+1", "+1", "-1", "@x", "a;=1+1", "a,=1+1", "a|=1+1", "a\t=1+1", "a\n=1+1", 'a",=1+1,"', "\uff1d1+1", "'=1", '"']


def hand_in(class_folder: Path, secret: Path) -> None:
    for name in NAMES:
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
