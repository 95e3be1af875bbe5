"""Cubes: a power of every entry, to warm up."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "cubes",
    title="Cubes",
    task="Return the third power of every entry. No loop is needed: NumPy does the same to all entries at once.",
    source="NumPy, the absolute basics for beginners, basic array operations",
    takes={"x": "numbers, float64, any shape"},
    steps="""
        value = x**3
    """,
    returns={"value": "a new array, float64, same shape as x"},
)
