"""The bridge to Jupyter and nbgrader: notebooks from masters, a course folder, and the gradebook.

Its modules load nbgrader and jupytext, which come with the extra `notebook`; `extra.py` says whether they are there.
"""
