"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cli.grade import Grade, runner

settings.register_profile("no time is asserted", deadline=None)
settings.load_profile("no time is asserted")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that writes golden files anew."""
    parser.addoption("--update-goldens", action="store_true", help="write the golden files of the reports anew")


@pytest.fixture
def grade(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Grade:
    """`grade` as a user types it, in an empty folder of its own, with a cache of its own and 100 columns."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return runner(capsys)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where SKIP_NOTHING is set, as in `.ci/run`, a skipped test is a failure: something is missing there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("SKIP_NOTHING") and reporter is not None and reporter.stats.get("skipped"):
        reporter.write_line("tests were skipped, and SKIP_NOTHING is set: install what they miss", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
