"""Pages opened in headless Chromium, with a script of the test's own after those of the page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--virtual-time-budget=20000",
)
in_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium: apt-get install chromium, to open quiz.html")


def shown(page: str, folder: Path, *flags: str) -> str:
    """The document of a page after its scripts have run."""
    assert BROWSER is not None
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    command = [BROWSER, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def result(page: str, script: str, folder: Path, *flags: str, values: Mapping[str, object] | None = None) -> Any:
    """What a script gives to `report(...)` after the page's own scripts; `values` are the names it finds in `given`."""
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    given = json.dumps(values or {}).replace("<", "\\u003c")
    report = (
        "const report = (found) => document.body.append(Object.assign(document.createElement('pre'), "
        "{ id: 'reported', textContent: JSON.stringify(found) }));"
    )
    ours = f"<script>const given = {given}; {report}</script><script>{script}</script>"
    document = shown(free.replace("</body>", f"{ours}</body>"), folder, *flags)
    found = re.search(r'<pre id="reported">(.*?)</pre>', document, re.DOTALL)
    assert found, f"the script reported nothing: {document[-2000:]}"
    return json.loads(unescape(found[1]))
