"""Inputs that show what a function does, under the name of its rule, where they do not follow from its signature."""
