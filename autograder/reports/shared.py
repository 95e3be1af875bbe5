"""What pages share: files in a folder beside them."""

from __future__ import annotations

ASSETS_FOLDER = "assets"
"""Where pages look for what they share, beside the folder or page that `grade run` writes."""
ASSETS = ("page.css", "class.css", "class.js")
EXPLAINED = "how-grading-decides.html"
"""The page among them that says how grading decides."""
