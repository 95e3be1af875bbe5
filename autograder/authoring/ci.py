"""Ready-made CI for a student's repository: every push is checked, and what was found stands beside the code."""

from __future__ import annotations

from collections.abc import Mapping

GITHUB = """\
name: grade
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install grade-descent
      - run: grade check --started --format github
"""

GITLAB = """\
grade:
  image: python:3.12
  timeout: 10 minutes
  script:
    - pip install grade-descent
    - grade check --started --format junit > grade.xml
  artifacts:
    when: always
    reports:
      junit: grade.xml
"""

CI_FILES: Mapping[str, tuple[str, str]] = {
    "github": (".github/workflows/grade.yml", GITHUB),
    "gitlab": (".gitlab-ci.yml", GITLAB),
}
"""Service -> where its file lies, and the file's text."""
