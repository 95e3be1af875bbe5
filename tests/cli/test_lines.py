"""Lines that are printed: on a terminal they are broken between words."""

from __future__ import annotations

import pytest

from autograder.cli.options import fitted


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("short", "short"),
        (
            "Open 00_warm_up/warm_up.py, then type:  grade check",
            "Open 00_warm_up/warm_up.py, then type:\n  grade check",
        ),
        (
            "  new  01_gradient_descent: gradient_descent.py, quiz.toml",
            "  new  01_gradient_descent:\n    gradient_descent.py, quiz.toml",
        ),
        ("https://example.org/an/address/longer/than/the/line", "https://example.org/an/address/longer/than/the/line"),
    ],
)
def test_a_terminal_breaks_no_word(line: str, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are broken between words, and a command is not broken; what is piped is left alone."""
    monkeypatch.setenv("COLUMNS", "40")
    assert fitted(line) == line
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert fitted(line) == broken
