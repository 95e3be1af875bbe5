"""Files: a file of thirty thousand cells."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve").mkdir()
    (class_folder / "eve" / "gradient_descent.py").write_text("# %%\nx\n" * 30_000)
