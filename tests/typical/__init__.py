"""Mistakes that are typical, in our own words: bodies of functions, with what is wrong with each.

Read by `tests.typical.attempts`. A section names an exercise; a paragraph is an attempt, whose first line says what is
wrong, and whose other lines are the function's body.
"""
