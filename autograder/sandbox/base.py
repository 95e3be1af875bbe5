"""The seam between the grader and a student's code: `run(Request) -> Response`.

Theory of operation. The grader knows the right answers and never runs a student's code. It sends the source and the
inputs of every call to another process; that process runs the cells, makes the calls one after another, and sends back
what they returned. Only plain data crosses (see `wire.py`), every byte that comes back is treated as hostile, and every
answer must come in its turn. Calls are sent all at once. Cells and calls are answered together where they are quick;
where something does not come back in time, or the process dies, the rest is asked for again one by one, until it is
known what was at fault. What would give an answer away is sent only when that answer is there.

A call that does not come back in time, or a process that dies, costs the other calls of its function; what comes after
it runs in a fresh child. Results that come quickly share a frame; whatever takes longer is sent at once, so honest code
that is slow is not taken for code that hangs. CPU time, wall clock, memory and bytes are limited for all calls
together. A backend differs only in how a child is started and how far it is locked in.
"""

from __future__ import annotations
