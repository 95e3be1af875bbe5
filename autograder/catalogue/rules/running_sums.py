"""Running sums: a loop that remembers, to warm up."""

from autograder.symbolic import Loop, Rule

RULE = Rule.from_text(
    "running_sums",
    title="Running sums",
    task="Return the sum after each value: an array as long as `values`. Write a loop that keeps the sum and collects "
    "it.",
    source="Python tutorial, section 4, more control flow tools",
    takes={"values": "the series, float64, shape (n,)"},
    steps="""
        total = total + x_k
    """,
    loop=Loop("for each value x_k, one after another", over="values", items="x_k", start={"total": 0}, collect="total"),
    returns={"total": "the sum after each value, float64, shape (n,)"},
)
