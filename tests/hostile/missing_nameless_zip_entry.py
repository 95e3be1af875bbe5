"""Files: a zip with an entry whose name is empty."""

import struct
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    local, central = b"PK\x03\x04" + bytes(26), b"PK\x01\x02" + bytes(42)
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 1, 1, len(central), len(local), 0)
    (class_folder / "eve.zip").write_bytes(local + central + end)
