"""A real scheduler and real workers of Dask, each a process of its own, which speak over the loopback network."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from autograder.classroom.cluster.connect import Cluster, cluster_at

PROGRAM = "from distributed.cli.dask_{what} import main; main()"
HERE = ("--host", "127.0.0.1", "--no-dashboard")


class Dask:
    """A scheduler with its workers, by the name that each was given."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._opened = folder, ExitStack()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Dask:
        file = self._folder / "scheduler.json"
        self._start("scheduler", "scheduler", "", "--port", "0", "--scheduler-file", str(file))
        until(file.exists)
        self.address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def worker(self, name: str, otherwise: str = "") -> None:
        """Start a worker that grades one submission at a time; `otherwise` is run in it first."""
        place = ("--local-directory", str(self._folder / name))
        self._start(name, "worker", otherwise, self.address, "--nthreads", "1", "--no-nanny", "--name", name, *place)

    def _start(self, name: str, what: str, before: str, *arguments: str) -> None:
        program = f"{before}\n{PROGRAM.format(what=what)}"
        started = subprocess.Popen(
            [sys.executable, "-I", "-c", program, *arguments, *HERE],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._opened.callback(started.wait)
        self._opened.callback(started.kill)
        self.processes[name] = started

    def kill(self, name: str) -> None:
        """As `kill -9` does, without a word."""
        self.processes[name].kill()
        self.processes[name].wait()


@contextmanager
def cluster_of(dask: Dask, workers: int) -> Iterator[tuple[Cluster, list[str]]]:
    """The cluster, once so many workers are there, and what is said about it."""
    said: list[str] = []
    with cluster_at(dask.address, 1, said.append) as cluster:
        until(lambda: len(cluster.client.nthreads()) >= workers)
        yield cluster, said


def addresses(cluster: Cluster, *names: str) -> set[str]:
    """The addresses of some workers that are there."""
    workers = cluster.client.scheduler_info()["workers"]
    return {address for address, said in workers.items() if said["name"] in names}


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that takes a second or two; at most a minute."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
