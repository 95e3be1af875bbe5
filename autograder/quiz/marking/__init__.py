"""Answers as they were typed become marks. Nothing here loads SymPy or NumPy, and nothing that a student types is run.

From here: `mark.marked`, and `worker.Marker`, which does the same in a process that can be killed.
"""
