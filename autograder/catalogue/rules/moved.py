"""Moved: a new array, while the one that was given stays as it is, to warm up."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "moved",
    title="A new array",
    task="Return w plus the change. The w that you are given must stay as it was: make a new array.",
    source="NumPy, copies and views",
    takes={
        "w": "where you are, float64, any shape",
        "change": "how far to go, and in which direction, float64, same shape as w",
    },
    steps="""
        value = w + change
    """,
    returns={"value": "a new array, float64, same shape as w"},
)
