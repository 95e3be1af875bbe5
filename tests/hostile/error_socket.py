"""Files: a socket."""

import os
import socket
from pathlib import Path


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    folder = class_folder / "eve"
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder)
        listener.bind("gradient_descent.py")
        os.chdir("/")
