"""The mean so far: a pair is returned, and what is remembered stands in a new dict, to warm up."""

from autograder.symbolic import Rule, State

RULE = Rule.from_text(
    "mean_so_far",
    title="The mean so far",
    task="Count the new x, add it to the total, and return two things: the mean of all x so far, and a new state. "
    "Leave the old state as it is: write a new dict.",
    source="Python tutorial, section 5, data structures",
    takes={"x": "the new value, float64, 0-d"},
    state=(State("total", "the sum of all x so far"), State("t", "how many there were, int", integer=True)),
    steps="""
        t = t + 1
        total = total + x
        mean = total/t
    """,
    returns={"mean": "the mean of all x so far, float64, 0-d"},
)
