"""What stands on a student's screen, whatever terminal it is: read from tmux, which draws it as a terminal does."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count

import pytest

from autograder.expected.printed import right_answer
from tests.registry import COURSE

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None, reason="no tmux: apt-get install tmux, to read terminals")

RIGHT = "import numpy as np\n\n\n" + right_answer(COURSE.exercise("momentum"))
WRONG = RIGHT.replace("+ grad", "- grad")
GRADE = f"{shlex.quote(sys.executable)} -m grade_descent"
END = "the command has ended"
USUAL = {"TERM": "tmux-256color", "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "", "NO_COLOR": "", "COLUMNS": ""}
Screen = Callable[..., str]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screen:
    """A function that types `grade check` in a terminal of some size, and gives what is on its screen then."""
    folder = tmp_path_factory.mktemp("terminal")
    numbers = count()

    def tmux(socket: str, *arguments: str) -> str:
        command = [TMUX or "", "-u", "-f", os.devnull, "-L", socket, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    def shown(
        code: str, size: tuple[int, int] = (80, 24), colors: bool = False, pipe: str = "", **variables: str
    ) -> str:
        """The lines of the screen; with `colors`, with the sequences that colour them."""
        (folder / "momentum.py").write_text(code, encoding="utf-8")
        here = {**USUAL, **variables, "GRADE_DESCENT_CACHE": str(folder / "cache")}
        unset = [f"-u {name}" for name, value in here.items() if not value]
        given = [f"{name}={shlex.quote(value)}" for name, value in here.items() if value]
        run = f"env {' '.join([*unset, *given])} {GRADE} check momentum {pipe}; echo; echo {END}; sleep 600"
        columns, rows = map(str, size)
        socket = f"grade-{os.getpid()}-{next(numbers)}"  # another server each time: one takes a moment to end
        of_size = ("-x", columns, "-y", rows, "-c", str(folder))
        tmux(socket, "new-session", "-d", "-s", "one", *of_size, f"sh -c {shlex.quote(run)}")
        try:
            end = time.monotonic() + 60
            while END not in (found := tmux(socket, "capture-pane", "-p", *(["-e"] if colors else []), "-t", "one")):
                assert time.monotonic() < end, found
                time.sleep(0.05)
            return found
        finally:
            tmux(socket, "kill-server")

    return shown


def test_a_screen_of_24_rows_holds_all_that_is_said(screen: Screen) -> None:
    """The name and the verdict stand above, the next step below, in colour, with a bar."""
    lines = screen(WRONG, colors=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", lines)
    assert "\x1b[31m" in lines
    assert re.search(r"^momentum +wrong$", plain, re.MULTILINE)
    assert plain.index("momentum") < plain.index("expected") < plain.index("Next: mend momentum")


def test_a_success_fits_too(screen: Screen) -> None:
    """Also with its picture, the verdict and the next step are on the screen at once."""
    shown = screen(RIGHT)
    assert re.search(r"^momentum +right", shown, re.MULTILINE)
    assert "Next:" in shown


def test_nothing_is_lost_in_60_columns(screen: Screen) -> None:
    """A narrow terminal breaks between words, so that every word of the verdict is whole."""
    wide, narrow = (screen(WRONG, size=(columns, 40)) for columns in (120, 60))
    assert set(wide.split()) - {"checks."} <= set(narrow.split()) | {"grade"}


def test_without_colour_there_is_none(screen: Screen) -> None:
    """NO_COLOR is followed: the words say everything."""
    shown = screen(WRONG, colors=True, NO_COLOR="1")
    assert "\x1b[3" not in shown
    assert "wrong" in shown


def test_an_old_encoding_gets_signs_that_it_has(screen: Screen) -> None:
    """In cp1252, as in many Windows terminals, pictures and bars are drawn with its own signs."""
    shown = screen(RIGHT, size=(80, 30), PYTHONIOENCODING="cp1252")
    assert "Traceback" not in shown
    assert "\ufffd" not in shown
    assert not set("█░●│└─") & set(shown)


def test_a_pipe_gets_plain_text(screen: Screen) -> None:
    """Where the output is no terminal there is no sequence that only a terminal obeys."""
    assert "^[" not in screen(WRONG, pipe="| cat -v")


def test_who_listens_is_told_what_others_see(screen: Screen) -> None:
    """With TERM=dumb pictures and bars are sentences, and nothing is drawn."""
    right = " ".join(screen(RIGHT, size=(80, 40), TERM="dumb").split())
    assert "yours is the same" in right
    assert not set("█░●│└─") & set(right)
    crash = screen(RIGHT.replace("+ grad", "+ gradd"), size=(80, 40), TERM="dumb")
    assert "here:  gradd" in crash
    assert "^" not in crash
