"""Mistakes in running_sums: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("not-kept", "each value alone, without those before it", "what the loop keeps",
     "After 1 and 2, what should the sum be?",
     "total = x_k"),
    ("differences", "the values are subtracted", "the sign before the value",
     "After 1 and 2, what should the sum be?",
     "total = total - x_k"),
    ("swapped-signs", "the sum so far is subtracted from the value", "the order in the line of the sum",
     "After 1 and 2, what should the sum be?",
     "total = x_k - total"),
    ("products", "the values are multiplied by what came before", "the sign between the sum and the value",
     "What does the loop start with, and what comes of it at the first value?",
     "total = total*x_k + x_k"),
)
