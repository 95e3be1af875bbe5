"""Files: a thousand cells that fail with long texts of wide characters."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    cells = "def f():\n    raise ValueError(chr(128512) * 2000)\n" + "# %%\nf()\n" * 1_000
    right = "# %%\ndef gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n"
    (class_folder / "eve" / "gradient_descent.py").write_text(cells + right)
