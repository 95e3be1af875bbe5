"""Files: students and files with names that shells, terminals and spreadsheets take for commands."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    for name in ("-rf", "=cmd()|A1", "emoji \U0001f600", "CON", "two\nlines", "\x1b[31mred", "<script>alert('INJECTED')<", "x" * 200):
        folder = class_folder / name
        folder.mkdir()
        (folder / "gradient_descent.py").write_text("def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n")
        (folder / "=cmd().txt").touch()
