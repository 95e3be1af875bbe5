"""`grade report`: the file of somebody who thinks that the grader is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder._version import __version__
from tests.cli.grade import Grade, runner

WRONG = '''import numpy as np


def momentum(w, grad, state, *, lr, beta):
    """```"""
    v = beta * state["v"] - grad
    return w - lr * v, {"v": v}
'''


UNWRITTEN = f"{WRONG.partition('    v =')[0]}    raise NotImplementedError()\n"


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    monkeypatch.chdir(tmp_path)
    return runner(capsys)


RIGHT = WRONG.replace("- grad", "+ grad")
BROKEN = WRONG.replace("v = ", "v = (")


@pytest.mark.parametrize("written", [WRONG, RIGHT, BROKEN, UNWRITTEN], ids=["wrong", "right", "broken", "unwritten"])
def test_the_file_holds_all_that_is_needed(grade: Grade, written: str) -> None:
    """Call, exact answer, answer, rule, code and versions stand in it; what was there is not overwritten."""
    Path("momentum.py").write_text(written, encoding="utf-8")
    for name in ("report-momentum.md", "report-momentum-1.md"):
        said = grade("report", "momentum")
        assert said.code == 0, said.err
        assert name in said.out
        text = Path(name).read_text(encoding="utf-8")
        for part in ("momentum(w=4, grad=8", "| 16/5 | 3.20000000000000000000000000000 |", "v = beta*v + grad"):
            assert part in text
        assert written.strip() in text
        assert f"grade-descent: {__version__}" in text
    assert ("(4.8, {'v': -8.0})" in text) == (written == WRONG)


def test_what_is_not_there_is_told(grade: Grade) -> None:
    """A wrong name, and a folder without the file."""
    assert "momentum" in grade("report", "momentun").err
    assert "momentum.py" in grade("report", "momentum").err
