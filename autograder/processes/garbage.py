"""When garbage is collected in processes that hold much which stays."""

from __future__ import annotations

import gc

RARELY = (50_000, 20, 50)


def collect_rarely() -> None:
    """Look through what is held less often: keys and tables are large and stay, and what else is left is hardly any."""
    gc.set_threshold(*RARELY)
