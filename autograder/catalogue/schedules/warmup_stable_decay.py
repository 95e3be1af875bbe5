"""Warm-up, a long plateau, and a decay at the end: training may be stopped, or go on, at any step of the plateau."""

from autograder.catalogue.shared import LR_END, LR_PEAK, RATE, WARMUP_STEPS
from autograder.symbolic import Convention, Hyperparameter, Rule

RULE = Rule.from_text(
    "warmup_stable_decay",
    title="Warm-up, stable, decay",
    task="Rise as `linear_warmup` does, hold lr_peak, and in the last decay_steps of total_steps fall to lr_end in a "
    "straight line; lr_end is kept from then on.",
    source="Hu et al. 2024 (arXiv:2404.06395), section 4; Hagele et al. 2024 (arXiv:2405.18392)",
    takes="step",
    hyperparameters=(
        LR_PEAK,
        LR_END,
        WARMUP_STEPS,
        Hyperparameter(
            "decay_steps", "length of the decay, int, 1 to total_steps - warmup_steps", "8", "3 5", integer=True
        ),
        Hyperparameter(
            "total_steps", "step at which lr_end is reached, int; it is kept from then on", "20", "11 16", integer=True
        ),
    ),
    steps="""
        x = max(0, min(step, total_steps) - (total_steps - decay_steps))/decay_steps
        lr = lr_peak*(step + 1)/warmup_steps if step < warmup_steps else lr_peak + (lr_end - lr_peak)*x
    """,
    returns=RATE,
    conventions=(
        Convention("linear", "the decay is a straight line", used_by="Hugging Face, Hagele et al. 2024"),
        Convention(
            "one_minus_sqrt",
            "the decay is 1 - sqrt: quick at first, then slower",
            used_by="Hagele et al. 2024",
            task="Rise as `linear_warmup` does, hold lr_peak, and in the last decay_steps of total_steps fall to "
            "lr_end, by the root of the part of the decay that is over; lr_end is kept from then on.",
            steps="""
                x = max(0, min(step, total_steps) - (total_steps - decay_steps))/decay_steps
                lr = lr_peak*(step + 1)/warmup_steps if step < warmup_steps else lr_peak + (lr_end - lr_peak)*sqrt(x)
            """,
        ),
    ),
    theorems="noisy-parabola",
)
