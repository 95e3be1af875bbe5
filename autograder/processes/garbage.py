"""When garbage is collected in processes that hold much which stays."""

from __future__ import annotations

import gc

RARELY = (50_000, 20, 50)
HARDLY_EVER = (500_000, 20, 50)


def collect_rarely() -> None:
    """Look through what is held less often: keys and tables are large and stay, and what else is left is hardly any."""
    gc.set_threshold(*RARELY)


def collect_hardly_ever() -> None:
    """Look through what is held when there is very much of it: a process that does one small thing ends before."""
    gc.set_threshold(*HARDLY_EVER)
