"""Exercises whose right function is a loop over functions that are handed in; it is run to find what is right."""
