"""Find the scheduler of a cluster, or start a cluster on this machine."""

from __future__ import annotations

import asyncio
import importlib.metadata
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import dask.config

from autograder._version import __version__
from autograder.classroom.plan import ClassRun
from autograder.classroom.workers import JustGraded
from autograder.errors import GraderError, UsageError
from autograder.model import IsolationLevel
from autograder.model.submission import Submission
from autograder.processes import Crew

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

    from autograder.classroom.cluster.grade import ClusterRun
    from autograder.classroom.cluster.members import Members

LOCAL = "local"
"""In the place of an address: a cluster of this machine's own, for as long as it is needed."""
CONNECT_SECONDS = 10.0
START_SECONDS = 120.0
QUIET = ("distributed", "distributed.client", "tornado", "tornado.application", "bokeh")


class Cluster:
    """A cluster to grade a class on."""

    def __init__(self, client: Client, members: Members, opened: ExitStack) -> None:
        """What is begun on the cluster ends with `opened`."""
        self.client, self.members, self._opened = client, members, opened
        self._run: ClusterRun | None = None

    @property
    def at_once(self) -> int:
        """How many submissions its workers grade at once, as far as they are known."""
        return sum(self.members.able.values())

    def level_for(self, asked: str) -> IsolationLevel:
        """The level of isolation that workers grade at; SandboxError where none allows it. See `Members.level_for`."""
        return self.members.level_for(asked)

    def grade_each(self, submissions: Sequence[Submission], plan: ClassRun) -> Iterator[JustGraded]:
        """Grade submissions on the cluster's workers, who stay ready for the same plan. See `GradeEach`."""
        from autograder.classroom.cluster.grade import ClusterRun, Sender

        if not submissions:
            return
        if self._run is None or self._run.plan is not plan:
            self._run = self._opened.enter_context(ClusterRun(self.client, self.members, plan))
        yield from Sender(self._run, submissions).results()


@contextmanager
def cluster_at(address: str, workers: int, say: Callable[[str], None]) -> Iterator[Cluster]:
    """The cluster whose scheduler has an address (or a scheduler file); for "local" one of so many workers is started.

    UsageError for what is no address, GraderError where no scheduler answers there. `say` is told what is there.
    """
    _keep_dask_quiet()
    with _started(workers) if address == LOCAL else nullcontext(_Place(address)) as place:
        client = _connected(place, say)
        try:
            _require_package(client, place)
            from autograder.classroom.cluster.members import Members

            with ExitStack() as opened:
                yield Cluster(client, Members(client, place.address, say), opened)
        finally:
            with suppress(Exception):  # it may be gone; what it said is told already
                client.close(timeout=2)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a scheduler is, and what it takes to speak with it; None for what Dask's own configuration says."""

    address: str
    security: Security | None = None


def _keep_dask_quiet() -> None:
    """What goes wrong is said by us, in a sentence; with GRADE_DEBUG Dask says it too."""
    if os.environ.get("GRADE_DEBUG", "") in ("", "0"):
        dask.config.set({"logging": dict.fromkeys(QUIET, "critical")})


# ---------------------------------------------------------------- a scheduler that is there


def _connected(place: _Place, say: Callable[[str], None]) -> Client:
    from distributed import Client

    file = Path(place.address)
    where: Mapping[str, str] = {"address": place.address}
    if file.suffix == ".json" and file.is_file():
        where = {"scheduler_file": str(file)}
    else:
        _require_scheduler(place)
    options = {"security": place.security} if place.security else {}
    try:
        with warnings.catch_warnings(record=True) as complaints:
            warnings.simplefilter("always")
            client = Client(**where, **options, timeout=CONNECT_SECONDS, set_as_default=False, name="grade-descent")
    except (OSError, ValueError) as error:
        raise _nobody_there(place.address, error) from error
    if any("Mismatched versions" in str(one.message) for one in complaints):
        say("Dask's packages are of other versions on the cluster: if anything goes wrong, install the same there.")
    known = client.scheduler_info()
    dashboard = f", dashboard {client.dashboard_link}" if "dashboard" in known.get("services", {}) else ""
    say(f"Cluster: {known['address']}{dashboard}")
    return client


def _require_package(client: Client, place: _Place) -> None:
    """The scheduler reads what is to be done, and so needs the package, though nothing is graded there."""
    try:
        client.run_on_scheduler(importlib.metadata.version, "grade-descent")
    except importlib.metadata.PackageNotFoundError as error:
        raise GraderError(
            f"the scheduler at {place.address} has no grade-descent, which it needs as its workers do: type "
            f" pip install 'grade-descent[cluster]=={__version__}'  there, and start it again. Nothing was graded"
        ) from error


def _require_scheduler(place: _Place) -> None:
    """See that one answers, before Dask's client is made, which does not end quietly where none does."""
    from distributed.comm.core import connect
    from distributed.security import Security

    security = place.security or Security()

    async def try_it() -> None:
        options = security.get_connection_args("client")
        comm = await asyncio.wait_for(connect(place.address, timeout=CONNECT_SECONDS, **options), CONNECT_SECONDS + 1)
        comm.abort()

    try:
        asyncio.run(try_it())
    except ValueError as error:
        raise UsageError(
            f"--dask {place.address} is no address of a scheduler ({error}): it looks like tcp://HOST:8786, or is local"
        ) from error
    except (OSError, RuntimeError) as error:
        raise _nobody_there(place.address, error) from error


def _nobody_there(address: str, error: Exception) -> GraderError:
    why = f"{type(error).__name__}: {error}"
    return GraderError(
        f"no Dask scheduler answers at {address} ({why[:300]}). Nothing was graded: start one with  dask scheduler , "
        "or use  --dask local"
    )


# ---------------------------------------------------------------- one of our own


@contextmanager
def _started(workers: int) -> Iterator[_Place]:
    """A cluster on this machine, which only this process can speak with."""
    from distributed.security import Security

    security = Security.temporary()
    with Crew(1) as crew:  # an isolated Python, as are those that it starts in turn
        try:
            ((_, address),) = crew.each(partial(_hosting, workers, security), [None], START_SECONDS)
        except GraderError:
            raise
        except Exception as error:
            raise GraderError(f"no cluster can be started here ({type(error).__name__}: {error})") from error
        if not isinstance(address, str):
            raise GraderError(
                f"no cluster could be started here within {START_SECONDS:g} s: set GRADE_DEBUG=1 to see why"
            )
        yield _Place(address, security)


@contextmanager
def _hosting(workers: int, security: Security) -> Iterator[Callable[[None], str]]:
    """The job of the process that holds the cluster: it says the scheduler's address, and ends the cluster with itself.

    A worker that dies is replaced by its nanny. Memory is not looked at here: the sandbox limits what submissions take.
    """
    with dask.config.set({"distributed.worker.profile.enabled": False}):
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            protocol="tls://",
            security=security,
            dashboard_address="127.0.0.1:8787",
            memory_limit=0,
        ) as cluster:
            yield lambda _: str(cluster.scheduler_address)
