"""Forging: rows of layouts that are not there."""

import os
import sys

import numpy as np

frame = sys._getframe()
while frame and "inputs" not in frame.f_locals:
    frame = frame.f_back
inputs, wire = frame.f_locals["inputs"], frame.f_globals["wire"]


def say(kind, sequence, value):
    os.write(3, wire.encode(kind, sequence, value))


cells = {"ends": [{"kind": "value"}]}
lines = {"lines": {}}
answers = {
    "layouts": [("array", (np.zeros(1),))],
    "rows": np.zeros(1, dtype=np.int64),
    "counts": np.array([[1, 0, 0]]),
    "overwritten": np.zeros(1, dtype=bool),
    "ends": [],
}
answers["rows"] = np.array([2**62])
say(wire.Kind.CELLS, 0, cells)
say(wire.Kind.LINES, 0, lines)
say(wire.Kind.ANSWERS, inputs.first[0]["sequence"], answers)
os._exit(0)


def gradient_descent(w, grad, *, lr):
    return w
