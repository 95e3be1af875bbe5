"""Pages opened in headless Chromium, with a script of the test's own after those of the page, and what axe finds."""

from __future__ import annotations

import json
import os
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
AXE = Path(os.environ.get("AXE_CORE", Path(__file__).parents[1] / ".venv/node_modules/axe-core/axe.min.js"))
in_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium: apt-get install chromium, to open pages")
with_axe = pytest.mark.skipif(
    BROWSER is None or not AXE.is_file(), reason="no axe-core: npm install --prefix .venv axe-core, to check pages"
)
LOOKS = {"dark": "0", "light": "1"}
"""A look of a page, and what Chromium calls it."""


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


def axe_finds(
    page: str, folder: Path, look: str, script: str = "", *, values: Mapping[str, object] | None = None
) -> tuple[int, list[Any]]:
    """How many of axe's rules a page passes in a look, after a script, and what axe finds against it."""
    document = page.replace("</body>", f"<script>{AXE.read_text(encoding='utf-8')}</script></body>")
    run = """
        axe.run().then((found) => report(
            [found.passes.length, ...found.violations.flatMap((one) => one.nodes.map((node) =>
                [one.id, node.html, node.failureSummary]))]));
    """
    scheme = f"--blink-settings=preferredColorScheme={LOOKS[look]}"
    passed, *violations = result(document, script + run, folder, scheme, values=values)
    return passed, violations
