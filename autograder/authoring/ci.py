"""Ready-made CI for a student's repository: every push is checked, and what was found stands beside the code."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.authoring.templates import template

PLACES: Mapping[str, str] = {"github": ".github/workflows/grade.yml", "gitlab": ".gitlab-ci.yml"}
"""Service -> where its file lies in a repository."""


def ci_file(service: str) -> str:
    """The text of a service's file."""
    return template(f"{service}.yml")
