"""Run `grade` in this process, as a user types it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.cli import main


@dataclass(frozen=True, slots=True)
class Result:
    """Exit code and what was written."""

    code: int
    out: str
    err: str


Grade = Callable[..., Result]


def runner(capsys: pytest.CaptureFixture[str]) -> Grade:
    """A function that runs `grade` with some arguments."""

    def grade(*arguments: str | Path) -> Result:
        capsys.readouterr()
        found_in = list(sys.path)
        try:
            with pytest.raises(SystemExit) as ended:
                main([str(argument) for argument in arguments])
        finally:
            sys.path[:] = found_in  # of which `grade` takes its working folder: it has the process for itself
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in captured.out + captured.err
        return Result(ended.value.code, captured.out, captured.err)

    return grade
