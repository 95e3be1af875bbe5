"""Right answers of unit 00 in other arrangements: products, functions of NumPy, copies that are changed, cumsum."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "cubes": (
        """
def cubes(x):
    return x * x * x
""",
        """
def cubes(x):
    return np.power(x, 3)
""",
        """
def cubes(x):
    value = x.copy()
    value *= x**2
    return value
""",
    ),
    "moved": (
        """
def moved(w, change):
    return np.add(change, w)
""",
        """
def moved(w, change):
    new = w.copy()
    new += change
    return new
""",
    ),
    "mean_so_far": (
        """
def mean_so_far(x, state):
    state = dict(state)
    state["t"] += 1
    state["total"] = state["total"] + x
    return state["total"] / state["t"], state
""",
        """
def mean_so_far(x, state):
    new = {"t": state["t"] + 1, "total": x + state["total"]}
    return new["total"] / new["t"], new
""",
    ),
    "running_sums": (
        """
def running_sums(values):
    return np.cumsum(values)
""",
        """
def running_sums(values):
    sums = np.zeros(len(values))
    total = 0
    for k in range(len(values)):
        total += values[k]
        sums[k] = total
    return sums
""",
        """
def running_sums(values):
    return np.array([np.sum(values[: k + 1]) for k in range(len(values))])
""",
    ),
}
