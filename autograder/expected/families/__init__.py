"""Families of mistakes: each is written once, for every rule that it fits, and carried out while diagnosing.

A member is the right program asked for something else, with another loop, or with a part of a line written otherwise.
Which of them explains all that was observed is found in `grading/diagnosis/search.py`; nothing else is named.
"""
