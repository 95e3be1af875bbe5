"""Reports: one module for each format, all of them pure functions of a Report."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.model import Report

FORMATS: Mapping[str, str] = {"json": "json", "junit": "junit", "github": "github"}
"""Documents of one report: format -> the module whose `render` makes it. Terminal and pages take more to say."""


def document(report: Report, form: str) -> str:
    """A report as one document; loads only the module of that format."""
    render: Callable[[Report], str] = importlib.import_module(f"autograder.reports.{FORMATS[form]}").render
    return render(report)


__all__ = ["FORMATS", "document"]
