"""Mistakes in cosine_restarts: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.schedules import counting, falls, whole_division

ENDED = "cycles_ended(step, first_cycle, cycle_factor)"  # cycles that end later are never more than these


def how_many(ends: str, most: str) -> str:
    """How many cycles have ended, if the j-th ends at `ends` and they are not more than `most`."""
    return f"n = sum(min(1, max(0, step + 1 - ({ends}))) for j in range(1, {most} + 1))"


MISTAKES = (
    *counting(),
    *falls(lambda way: f"lr = {way('lr_start', 'lr_end')}"),
    whole_division("x = k // T"),
    ("equal-cycles", "all cycles have the same length", "the length of the second cycle",
     "Where in your code is cycle_factor?",
     "n = step // first_cycle; k = step % first_cycle; T = first_cycle"),
    ("restart-a-step-late", "every cycle has one step too many", "the comparison that ends a cycle",
     "With first_cycle = 4, which step is the first of the second cycle?",
     how_many("first_cycle*sum(cycle_factor**i for i in range(0, j)) + j", ENDED)
     + "; k = step - n - first_cycle*sum(cycle_factor**i for i in range(0, n))"),
    ("end-included", "every cycle goes on to lr_end before it restarts, one step late",
     "the comparison that ends a cycle",
     "With first_cycle = 4, which step is the first of the second cycle?",
     "n = cycles_ended(step - 1, first_cycle, cycle_factor)"),
    ("steps-not-reset", "the steps are not counted anew in each cycle", "the steps into the current cycle",
     "How many steps into its cycle is the first step after a restart?",
     "k = step"),
    ("no-restart", "the rate stays at lr_end after the first cycle", "what happens when a cycle ends",
     "Does your learning rate ever rise?",
     "k = min(step, first_cycle); T = first_cycle"),
    ("length-not-grown", "the cosine of a later cycle still has the length of the first",
     "the number that the steps of a cycle are divided by",
     "Which learning rate does the last step of your second cycle have?",
     "T = first_cycle"),
    ("length-grown-too-early", "the cosine already has the length of the next cycle",
     "the number that the steps of a cycle are divided by",
     "Which learning rate does the last step of your first cycle have?",
     "T = first_cycle*cycle_factor**(n + 1)"),
    ("end-reached", "the way through a cycle is divided by its length less one",
     "the number that the steps of a cycle are divided by",
     "With a cycle of 4 steps, how far along the cosine is its last step?",
     "x = k/max(T - 1, 1)"),
    ("shrinking-peaks", "each restart starts lower than the one before", "where a cycle starts",
     "Which learning rate does the first step after a restart have?",
     "lr = lr_end + (lr_start/(n + 1) - lr_end)*(1 + cos(pi*x))/2"),
    ("remainder-of-the-length", "the steps into a cycle are the remainder of step and the length of the cycle",
     "the steps into the current cycle",
     "With first_cycle = 5 and cycle_factor = 2, at which step does the second cycle start, and which "
     "remainder does it have?",
     "n; T; k = step % T; x; lr"),
    ("cycles-grow-evenly", "each cycle is longer than the one before by the same number of steps",
     "what happens to the length when a cycle ends",
     "With first_cycle = 4 and cycle_factor = 2, how long is the third cycle?",
     how_many("first_cycle*(j + (cycle_factor - 1)*(j*(j - 1) // 2))", "step") + "; "
     "k = step - first_cycle*(n + (cycle_factor - 1)*(n*(n - 1) // 2)); "
     "T = first_cycle*(1 + n*(cycle_factor - 1))"),
    ("lengthened-before-subtracted", "a cycle that has ended is taken off with the length of the next one",
     "the order of the lines that end a cycle",
     "With first_cycle = 4 and cycle_factor = 2, how many steps have gone when the second cycle starts?",
     how_many("first_cycle*(sum(cycle_factor**i for i in range(1, j)) + cycle_factor**(j - 1))", ENDED)
     + "; k = step - first_cycle*sum(cycle_factor**i for i in range(1, n + 1))"),
)
