"""Mistakes in mean_so_far: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("sum", "the total in the place of the mean", "what is returned first",
     "What is the mean of 3 and 3, and what do you return?",
     "mean = total"),
    ("last-alone", "the new x is divided by the count, without those before it", "what is divided by the count",
     "What is the mean of 3, 3 and 3, and what do you return the third time?",
     "mean = x/t"),
    ("total-not-kept", "the total forgets what came before", "the line of the total",
     "After 1 and 2, what should the total be?",
     "total = x"),
    ("counts-from-one", "the mean divides by one more than there are", "what the total is divided by",
     "By what do you divide the first time?",
     "mean = total/(t + 1)"),
    ("not-counted", "the count stays as it was in the new state", "the count in the new dict",
     "How many values were there after the first call?",
     "...; t = t - 1"),
    ("counts-by-two", "the count grows by 2", "the line of the count",
     "How many values were there after the first call?",
     "t = t + 2"),
)
