"""Pythons of our own that carry out one task after another: the only way in which work leaves this process.

A worker is a fresh interpreter, on every system, which is started isolated (`-I`): it imports nothing from the working
folder, whatever lies there, and takes this package from where it was loaded here. Where a crew is told that it may, it
is a fork of this process instead (`Crew.fork_from_here`), which has done the same. Tasks and results cross as lengths
and pickles: both sides are ours, and no student's code is ever run in a worker.

A worker that ends in the middle of a task is started again and gets the task once more; where it ends again, the task
is lost, and the others go on. A worker that does not start at all is a GraderError.
"""

from typing import TYPE_CHECKING

from autograder.basics.lazy import loader

if TYPE_CHECKING:
    from autograder.processes.crew import Crew
    from autograder.processes.forks import Forks
    from autograder.processes.job import Each, Here, Job, Lost

__all__ = ["Crew", "Each", "Forks", "Here", "Job", "Lost"]

if not TYPE_CHECKING:
    __getattr__ = loader(__name__, {"crew": "Crew", "forks": "Forks", "job": "Each Here Job Lost"})
