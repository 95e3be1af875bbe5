"""Shown: students called like commands of runners and shells."""

from pathlib import Path

NAMES = ["::error::x", "  ::add-mask::0", ":", "##[error]x", "##vso[x]", "$(id)", "`id`", "--help", "%0A::error::x", "{{ x }}"]


def hand_in(class_folder: Path, secret: Path) -> None:
    for name in NAMES:
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
