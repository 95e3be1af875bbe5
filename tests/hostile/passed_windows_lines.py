"""Files: lines that end as in Windows, and a byte order mark."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    (folder / "gradient_descent.py").write_bytes(b"\xef\xbb\xbf" + "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n".replace("\n", "\r\n").encode())
