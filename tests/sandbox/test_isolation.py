"""How far a child is locked in, seen from outside; which levels a machine allows; and what happens when we break."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from autograder.errors import IsolationError, SandboxError
from autograder.model import AnswerKind, Call, Cell, GradientFunction, IsolationLevel, Limits, Module, Request
from autograder.sandbox.forked import ForkLauncher
from autograder.sandbox.launchers import Launcher
from autograder.sandbox.levels import LOCKED_IN, PROMISES, Refusal, advice, find_best, refused
from autograder.sandbox.locks import seccomp
from autograder.sandbox.process import ProcessSandbox
from autograder.sandbox.spawned import SpawnLauncher
from tests.sandbox.corpus import ROOT
from tests.sandbox.surroundings import SURROUNDINGS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can lock code in")

ONE = Request((Module("unit", (Cell("def f():\n    return 1\n"),)),), (Call("unit", "f"),))
ENDLESS = Request(
    (Module("unit", (Cell("def f():\n    while True:\n        pass\n"),)),),
    (Call("unit", "f"),),
    limits=Limits(call_seconds=30),
)


def answers(sandbox: ProcessSandbox) -> bool:
    """Whether a sandbox runs a small submission."""
    return sandbox.run(ONE).answers[0].kind is AnswerKind.VALUE


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def children(pid: int) -> list[int]:
    """The processes that a process has started, with those that they have started."""
    try:
        direct = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [*direct, *(below for child in direct for below in children(child))]


LOOK = """
import gc, sys, types

def look():
    frame, held = sys._getframe(), [*gc.get_objects()]
    while frame is not None:
        held += frame.f_locals.values()
        frame = frame.f_back
    held += [item for part in held if type(part) in (list, tuple) for item in part]
    held += [value for part in held if isinstance(part, tuple) and hasattr(part, "_fields") for value in part]
    return sum(type(part) is dict and "secret" in part for part in held)
"""


@pytest.mark.parametrize("kept_back", [False, True])
def test_no_child_holds_what_is_kept_back_from_it(kept_back: bool) -> None:
    """A gradient that is kept back is in its own request's process alone, wherever in memory other code looks."""
    secret = {"secret": "def secret(w):\n    return 2 * w\n"}
    known = replace(ONE, kept_back=secret) if kept_back else replace(ONE, gradients=secret)
    others = Request((Module("unit", (Cell(LOOK),)),), (Call("unit", "look"),))
    with ProcessSandbox(isolation=IsolationLevel.NONE) as sandbox:
        sandbox.run(known)
        (answer,) = sandbox.run(others).answers
    assert (answer.returned[0].value(0) == 0) is kept_back


@pytest.mark.parametrize("launched", [ForkLauncher, SpawnLauncher])
def test_who_is_asked_unaided_is_answered_before_there_is_any_help(launched: Callable[[], Launcher]) -> None:
    """Every call of an unaided function, in a fresh start too, comes before a gradient that is kept back."""
    used = "def use(f):\n    return f(1.0)\n"
    calls = (Call("unit", "use", (GradientFunction("secret"),)), Call("unit", "look"))
    request = Request(
        (Module("unit", (Cell(LOOK), Cell(used))),),
        calls,
        kept_back={"secret": "def secret(w):\n    return 2 * w\n"},
        unaided=frozenset(["look"]),
        again=calls,
    )
    with ProcessSandbox(launched) as sandbox:
        response = sandbox.run(request)
    for of_use, of_look in (response.answers, response.again):
        assert of_use.values == (2.0,)
        assert of_look.values == (0,), of_look.message


@pytest.mark.parametrize("chosen", IsolationLevel)
def test_the_working_folder_is_empty(chosen: IsolationLevel) -> None:
    """Students' code runs in an empty folder that it can list, and nothing is left of it."""
    look = "import os\ndef f():\n    return os.getcwd(), os.listdir('.'), os.path.abspath(__file__)\n"
    request = Request((Module("unit", (Cell(look),), "unit.py"),), (Call("unit", "f"),))
    with ProcessSandbox(isolation=available(chosen)) as sandbox:
        (told,) = sandbox.run(request).answers[0].values
        assert isinstance(told, tuple)
        folder, entries, file = told
    assert entries == []
    assert file == f"{folder}/unit.py"
    assert not Path(str(folder)).exists()


# ---------------------------------------------------------------- what this machine must have


def test_the_gate_has_every_level() -> None:
    """Where our own gate runs, nothing may be missing: libseccomp is installed and the best level is one that locks in.

    Elsewhere this test says what to install.
    """
    ctypes.CDLL(seccomp.LIBRARY)
    finding = find_best()
    assert finding.best in LOCKED_IN, [*finding.refusals, *(list(advice(r)) for r in finding.refusals)]


def available(level: IsolationLevel) -> IsolationLevel:
    """The level, where this machine allows it; else the test is skipped, and says why."""
    refusal = refused(level)
    if refusal is not None:
        pytest.skip(f"this machine refuses {level}: {refusal.part}: {refusal.why}")
    return level


@pytest.fixture(scope="module", params=LOCKED_IN)
def level(request: pytest.FixtureRequest) -> IsolationLevel:
    """Each level that locks code in."""
    return available(request.param)


# ---------------------------------------------------------------- a child, seen from outside


@pytest.fixture(scope="module")
def child(level: IsolationLevel) -> Iterator[Path]:
    """The folder in /proc of a child that is in the middle of a call."""
    script = f"""
from autograder.sandbox.process import ProcessSandbox
from tests.sandbox.test_isolation import ENDLESS
ProcessSandbox(isolation={level.value!r}).run(ENDLESS)
"""
    grader = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    depth = 3 if level is IsolationLevel.FULL else 2
    assert within(20, lambda: len(children(grader.pid)) == depth)
    folder = Path(f"/proc/{children(grader.pid)[-1]}")
    assert within(10, lambda: "Seccomp:\t2" in (folder / "status").read_text())
    yield folder
    grader.kill()
    grader.wait()
    assert within(10, lambda: not folder.exists())


def status(process: Path) -> dict[str, list[str]]:
    """/proc/<pid>/status as a table."""
    lines = (process / "status").read_text().splitlines()
    return {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}


def test_a_child_has_no_privileges(child: Path) -> None:
    """No capability, none to be had, a filter of system calls, one thread, and nobody who traces it."""
    found = status(child)
    for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert found[kind] == ["0" * 16], kind
    assert found["NoNewPrivs"] == ["1"]
    assert found["Seccomp"] == ["2"]
    assert found["Threads"] == ["1"]
    assert found["TracerPid"] == ["0"]


def test_a_child_has_namespaces_of_its_own(child: Path, level: IsolationLevel) -> None:
    """At `full` a child shares no namespace with the grader, and pid, user and ipc with nobody; it is its own pid 1."""
    if level is not IsolationLevel.FULL:
        assert len(status(child)["NSpid"]) == len(status(Path("/proc/self"))["NSpid"])
        return
    zygote = Path(f"/proc/{status(child)['PPid'][0]}")
    for name in ("pid", "user", "ipc", "net", "mnt", "uts"):
        assert os.readlink(child / "ns" / name) != os.readlink(f"/proc/self/ns/{name}"), name
    for name in ("pid", "user", "ipc"):
        assert os.readlink(child / "ns" / name) != os.readlink(zygote / "ns" / name), name
    assert status(child)["NSpid"][-1] == "1"
    assert (child / "net" / "dev").read_text().count(":") == 1, "only the loopback device, which is down"


def test_a_child_sees_only_python(child: Path, level: IsolationLevel) -> None:
    """At `full` the root holds nothing but what leads to Python's own files, all of it read-only."""
    if level is not IsolationLevel.FULL:
        return
    mounts = [line.split() for line in (child / "mountinfo").read_text().splitlines()]
    assert all("ro" in mount[5].split(",") for mount in mounts)
    places = [Path(mount[4]) for mount in mounts]
    assert not any(ROOT / "autograder" in (place, *place.parents) for place in places)
    assert not {"/proc", "/dev", "/tmp", "/home", "/sys"} & set(map(str, places))
    ours = [path for path in (child / "root" / str(ROOT)[1:] / "autograder").rglob("*") if not path.is_dir()]
    assert ours == []


def test_a_child_has_four_descriptors(child: Path) -> None:
    """Three that lead nowhere, and the protocol's."""
    links = {int(path.name): os.readlink(path) for path in (child / "fd").iterdir()}
    assert [links.pop(number) for number in (0, 1, 2)] == ["/dev/null"] * 3
    assert list(links) == [3]
    assert links[3].startswith("socket:")


def test_a_child_has_limits(child: Path) -> None:
    """CPU time, memory, files, processes and core dumps are limited, soft and hard alike."""
    lines = (child / "limits").read_text().splitlines()[1:]
    limits = {line[:25].strip(): line[25:].split()[:2] for line in lines}
    for name in ("Max file size", "Max core file size", "Max processes"):
        assert limits[name] == ["0", "0"], name
    for name in ("Max cpu time", "Max address space", "Max open files"):
        assert "unlimited" not in limits[name], name
        assert limits[name][0] == limits[name][1], name


def test_a_child_has_no_environment(child: Path) -> None:
    """Nothing of the grader's environment was ever in the process that it was forked from."""
    names = {entry.partition(b"=")[0] for entry in (child / "environ").read_bytes().split(b"\0") if entry}
    assert names <= {b"PYTHONHASHSEED", b"OPENBLAS_NUM_THREADS", b"OMP_NUM_THREADS", b"MKL_NUM_THREADS"}


# ---------------------------------------------------------------- other machines


def run_in(surroundings: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with some arguments in simulated surroundings."""
    simulate = [sys.executable, "-m", "tests.sandbox.surroundings", surroundings, sys.executable]
    # a second thread, as NumPy starts some, would keep the process from entering a user namespace
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([*simulate, *command], cwd=ROOT, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(
    ("surroundings", "best", "part"),
    [
        ("", "full", ""),
        ("ordinary-user", "full", ""),
        ("container", "restricted", "namespaces"),
        ("ordinary-user,container", "restricted", "namespaces"),
        ("no-user-namespaces", "restricted", "namespaces"),
        ("ordinary-user,no-user-namespaces", "restricted", "namespaces"),
        ("no-landlock", "none", "Landlock"),
        ("no-libseccomp", "none", "libseccomp"),
        ("ordinary-user,no-libseccomp", "none", "libseccomp"),
    ],
)
def test_levels_are_found_by_trying(surroundings: str, best: str, part: str) -> None:
    """As root and as an ordinary user, the best level is what the system allows, with the reason and what helps."""
    available(IsolationLevel.FULL)
    result = run_in(surroundings, "-m", "tests.sandbox.best_level")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["best"] == best
    assert {refusal[1] for refusal in found["refusals"]} == {part} - {""}
    assert all(help_ for _, _, _, help_ in found["refusals"])


def test_every_surrounding_is_tried() -> None:
    """The table above names every simulated machine."""
    (marks,) = [mark for mark in test_levels_are_found_by_trying.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    assert {name for row in marks.args[1] for name in row[0].split(",") if name} == set(SURROUNDINGS)


@pytest.mark.parametrize(
    ("surroundings", "levels"),
    [
        ("ordinary-user", "full- or restricted-"),
        ("ordinary-user,container", "restricted-"),
        ("no-user-namespaces", "restricted-"),
    ],
)
def test_the_corpus_in_other_surroundings(surroundings: str, levels: str) -> None:
    """What reaches for other files, processes, the network and the kernel fails there as it does here."""
    available(IsolationLevel.FULL)
    categories = "Reach or Network or Neighbours or Kernel or Secrets or Processes"
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sandbox/test_isolation_corpus.py"]
    result = run_in(surroundings, *command, "-k", f"({categories}) and ({levels})")
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr
    assert " passed" in result.stdout
    assert "skipped" not in result.stdout


@pytest.mark.parametrize(
    ("part", "level"),
    [
        ("system", IsolationLevel.FULL),
        ("libseccomp", IsolationLevel.RESTRICTED),
        ("Landlock", IsolationLevel.RESTRICTED),
    ],
)
def test_advice_is_given(part: str, level: IsolationLevel, monkeypatch: pytest.MonkeyPatch) -> None:
    """For every part that can be missing there is a sentence on what would help, on every system."""
    for system in ("Darwin", "Windows", "Linux"):
        monkeypatch.setattr("platform.system", lambda system=system: system)
        assert list(advice(Refusal(level, part, "why")))


def test_levels_are_explained() -> None:
    """Each level has a line that says what it is."""
    assert list(PROMISES) == list(IsolationLevel)


# ---------------------------------------------------------------- when we break


def test_a_refused_level_is_an_error_of_ours() -> None:
    """A level that cannot be had is an error with the reason; nothing runs at a weaker one instead."""
    script = (
        "from tests.sandbox.test_isolation import *\n"
        "try:\n    ProcessSandbox(isolation='restricted').run(ONE)\n"
        "except IsolationError as error:\n    print(error.part)"
    )
    assert run_in("no-landlock", "-c", script).stdout == "Landlock\n"
    assert issubclass(IsolationError, SandboxError)


def test_a_child_that_cannot_lock_itself_in_runs_nothing(level: IsolationLevel) -> None:
    """When a lock fails in the child, no student code runs and the error is ours, not the student's."""
    script = f"""
import sys
sys.argv[1:] = [{str(ROOT / "autograder" / "sandbox" / "locks")!r}, sys.argv[1], sys.argv[2]]
from autograder.processes import early
exec(early.ZYGOTE.replace("main()", '''
from _grader import landlock, linux
def fail(ruleset):
    raise OSError("no more locks")
linux.landlock_restrict = fail
main()'''))
"""
    broken = partial(BrokenLauncher, level, script)
    with ProcessSandbox(broken, isolation=level) as sandbox, pytest.raises(SandboxError, match="no more locks"):
        sandbox.run(ONE)


class BrokenLauncher(ForkLauncher):
    """A launcher whose zygote is another script."""

    def __init__(self, level: IsolationLevel, script: str) -> None:
        self._script = script
        super().__init__(level)

    def _command(self, control: int, level: IsolationLevel) -> list[str]:
        return [sys.executable, "-c", self._script, str(control), level]


@pytest.mark.parametrize("level", IsolationLevel)
def test_a_zygote_that_dies_is_restarted_once(level: IsolationLevel) -> None:
    """The submission at hand is run again; the next one does not notice."""
    with ProcessSandbox(isolation=available(level)) as sandbox:
        assert answers(sandbox)
        launcher = sandbox._launcher
        assert isinstance(launcher, ForkLauncher)
        os.kill(launcher._zygote.pid, signal.SIGKILL)
        assert answers(sandbox)
        assert sandbox._launcher is not launcher


def test_a_zygote_that_dies_twice_is_an_error_of_ours() -> None:
    """Twice on one submission is a SandboxError; the submission after it is run as if nothing had happened."""
    launchers: list[ForkLauncher] = []

    def dying() -> ForkLauncher:
        launchers.append(ForkLauncher(IsolationLevel.NONE))
        if len(launchers) <= 2:
            launchers[-1].wait_until_warm()
            launchers[-1]._zygote.kill()
        return launchers[-1]

    with ProcessSandbox(dying) as sandbox:
        with pytest.raises(SandboxError):
            sandbox.run(ONE)
        assert answers(sandbox)
        assert len(launchers) == 3


@pytest.mark.parametrize("level", IsolationLevel)
@pytest.mark.parametrize("victim", ["grader", "first process", "zygote"])
def test_nothing_is_left_when_something_is_killed(level: IsolationLevel, victim: str) -> None:
    """Whichever of our processes is killed in the middle of a call, none of those below it is left."""
    script = f"""
from autograder.sandbox.process import ProcessSandbox
from tests.sandbox.test_isolation import ENDLESS
ProcessSandbox(isolation={available(level).value!r}).run(ENDLESS)
"""
    grader = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    depth = 3 if level is IsolationLevel.FULL else 2
    assert within(20, lambda: len(children(grader.pid)) == depth)
    processes = [grader.pid, *children(grader.pid)]
    killed = processes[{"grader": 0, "first process": 1, "zygote": depth - 1}[victim]]
    os.kill(killed, signal.SIGKILL)
    below = processes[processes.index(killed) + 1 :]
    assert within(10, lambda: not any(is_alive(pid) for pid in below))
    grader.kill()
    grader.wait()
    assert within(10, lambda: not any(is_alive(pid) for pid in [*processes, *children(grader.pid)]))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that is only waiting to be noted by its parent does not."""
    try:
        return status(Path(f"/proc/{pid}"))["State"][0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False
