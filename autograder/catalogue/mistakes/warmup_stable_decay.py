"""Mistakes in warmup_stable_decay: id, what the code does, where to look, a question, the lines."""

from collections.abc import Callable

from autograder.catalogue.mistakes.schedules import counting
from autograder.symbolic import Entry

RISING = "lr_peak*(step + 1)/warmup_steps"


def parts(decayed: Callable[[str], str]) -> tuple[Entry, ...]:
    """Wrong decays, as they look where the decay has the form that is given, a formula of x."""
    fall = decayed("x")
    return (
        *counting(),
        ("peak-late", "the peak is reached one step late", "the first line of the warm-up",
         "Which part of the warm-up has the very first step gone?",
         f"lr = lr_peak*step/warmup_steps if step < warmup_steps else {fall}"),
        ("no-warm-up", "there is no warm-up", "the first steps",
         "Which learning rate does your very first step have?",
         f"lr = lr_peak if step < warmup_steps else {fall}"),
        ("warm-up-from-lr-end", "the warm-up rises from lr_end instead of from 0", "where the warm-up starts",
         "What part of lr_peak should the first of four steps have?",
         f"lr = lr_end + (lr_peak - lr_end)*(step + 1)/warmup_steps if step < warmup_steps else {fall}"),
        ("decays-to-zero", "the decay ends at 0", "where the decay ends",
         "Which learning rate do you get at the very end?",
         f"lr = {RISING} if step < warmup_steps else {decayed('x').replace('(lr_end - lr_peak)', '(0 - lr_peak)')}"),
        ("lr-end-as-a-fraction", "lr_end is taken as a part of the peak", "how lr_end enters",
         "Which learning rate do you get at the very end, and is it lr_end?",
         f"lr = {RISING} if step < warmup_steps else "
         f"{decayed('x').replace('(lr_end - lr_peak)', '(lr_end*lr_peak - lr_peak)')}"),
    )


GONE = (
    ("decays-from-the-start", "the decay begins at step 0: there is no plateau", "where the decay begins",
     "Which learning rate has the step in the middle of your training?",
     "x = min(step, total_steps)/total_steps"),
    ("decays-after-the-warm-up", "the decay begins after the warm-up: there is no plateau",
     "where the decay begins",
     "Which learning rate has the step in the middle of your training?",
     "x = max(0, min(step, total_steps) - warmup_steps)/(total_steps - warmup_steps)"),
    ("counted-from-the-warm-up", "the decay begins decay_steps after the warm-up", "where the decay begins",
     "How many steps before the end should the decay begin?",
     "x = max(0, min(step, total_steps) - warmup_steps - decay_steps)/(total_steps - warmup_steps - decay_steps)"),
    ("not-clamped", "the schedule does not stop at its end", "what step may be at most",
     "Plot your schedule for twice as many steps as it lasts: what happens after the end?",
     "x = max(0, step - (total_steps - decay_steps))/decay_steps"),
    ("one-step-early", "the decay begins, and ends, one step too early", "where the decay begins",
     "At which step does your schedule leave the peak, and at which does it reach lr_end?",
     "x = max(0, min(step + 1, total_steps) - (total_steps - decay_steps))/decay_steps"),
    ("over-total-steps", "the way down is divided by total_steps", "the number that you divide by",
     "Which learning rate do you get at the very end?",
     "x = max(0, min(step, total_steps) - (total_steps - decay_steps))/total_steps"),
)
"""Wrong parts of the decay that are over."""

MISTAKES = (
    *parts(lambda x: f"lr_peak + (lr_end - lr_peak)*{x}"),
    *GONE,
    ("square", "the decay is a parabola, not a straight line", "the form of the decay",
     "Where is the learning rate when half of the decay is over?",
     f"lr = {RISING} if step < warmup_steps else lr_peak + (lr_end - lr_peak)*x**2"),
)

UNDER = {
    "one_minus_sqrt": (
        *parts(lambda x: f"lr_peak + (lr_end - lr_peak)*sqrt({x})"),
        ("square", "the decay goes by the square, not by the root", "the form of the decay",
         "Where is the learning rate when a quarter of the decay is over?",
         f"lr = {RISING} if step < warmup_steps else lr_peak + (lr_end - lr_peak)*x**2"),
        ("root-of-what-is-left", "the root is taken of the part that is left, not of the part that is over",
         "what stands in the root",
         "Is your decay quick at its beginning, or at its end?",
         f"lr = {RISING} if step < warmup_steps else lr_end + (lr_peak - lr_end)*sqrt(1 - x)"),
    ),
}
