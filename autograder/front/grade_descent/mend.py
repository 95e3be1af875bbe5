"""`grade doctor --mend`: take the other `autograder` away, and install what it overwrote anew."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from urllib.parse import unquote, urlparse
from urllib.request import url2pathname

OURS = "grade-descent"


def mend() -> int:
    """Uninstall every other distribution of a package `autograder`, install ours again; returns the exit code."""
    if importlib.util.find_spec("pip") is None:
        print("pip is not in this environment: make a new one (python -m venv .venv), and install only grade-descent")
        return 2
    others = sorted({*packages_distributions().get("autograder", ()), *_named_like_the_package()} - {OURS})
    if others and not _pip("uninstall", "--yes", *others):
        return 2
    try:
        requirement = _requirement(distribution(OURS))
    except PackageNotFoundError:
        requirement = OURS
    if requirement and not _pip("install", "--force-reinstall", "--no-deps", requirement):
        print(f"Grade Descent could not be installed: with a network, type  python -m pip install {requirement}")
        return 2
    print("Grade Descent is in order. In a notebook, restart the kernel.")
    return 0


def _named_like_the_package() -> list[str]:
    try:
        return [distribution("autograder").metadata["Name"]]
    except PackageNotFoundError:
        return []


def _pip(*arguments: str) -> bool:
    """Run pip of this environment; whether it succeeded."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=False).returncode == 0


def _requirement(ours: Distribution) -> str:
    """What pip installs to get what is installed now: where it came from, else this version; empty for a checkout."""
    origin = json.loads(ours.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return ""  # it lies elsewhere, so nothing of it was overwritten
    url = str(origin.get("url", ""))
    parts = urlparse(url)
    if parts.scheme == "file" and Path(url2pathname(unquote(parts.path))).exists():
        return url
    return f"{OURS}=={ours.version}"
