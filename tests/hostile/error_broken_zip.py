"""Files: something that only begins like a zip."""

from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    (class_folder / "eve.zip").write_bytes(b"PK\x03\x04 and so on")
