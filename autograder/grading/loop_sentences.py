"""What students read of a loop that goes otherwise than it should: a title, a question, and a place to look."""

from __future__ import annotations

from collections.abc import Mapping

_ORDER = "the line that goes through the samples"
_PARTS = "the line that cuts `order` into batches"

OF_LOOPS: Mapping[str, tuple[str, str, str]] = {
    "order-ignored": (
        "`order` is not followed: the samples are taken as they stand in X",
        "Call your function with order = [0, 1] and [1, 0]: is the answer the same?", _ORDER,
    ),
    "order-sorted": (
        "`order` is sorted before it is followed",
        "Call your function with order = [0, 1] and [1, 0]: is the answer the same?", _ORDER,
    ),
    "order-reversed": (
        "`order` is followed from its end", "Which sample does your first step use?", _ORDER,
    ),
    "order-without-repetition": (
        "a sample that `order` names twice is used once",
        "How many steps should order = [0, 0] take?", _ORDER,
    ),
    "first-left-out": ("the first sample of `order` is left out", "How many steps should order = [0] take?", _ORDER),
    "last-left-out": ("the last sample of `order` is left out", "How many steps should order = [0] take?", _ORDER),
    "two-epochs": ("it goes through the samples twice", "How many steps should order = [0] take?", "the loops"),
    "last-part-dropped": (
        "the last, smaller batch is left out", "With five samples in twos: how many steps are there?", _PARTS,
    ),
    "equal-parts": (
        "the batches are made about equally large, where all but the last should be full",
        "With seven samples in threes: how large is each of your batches?", _PARTS,
    ),
    "size-for-number": (
        "batch_size is taken for the number of batches",
        "With six samples and batch_size = 2: how many batches are there?", _PARTS,
    ),
    "last-part-filled-up": (
        "the last, smaller batch is filled up with samples from the start of `order`",
        "With five samples in twos: which samples are in your last batch?", _PARTS,
    ),
    "one-sample-each": (
        "every sample has a step of its own, whatever batch_size is",
        "Change batch_size alone: does anything change?", _PARTS,
    ),
    "all-at-once": (
        "all samples are one batch, whatever batch_size is", "Change batch_size alone: does anything change?", _PARTS,
    ),
    "first-part-only": (
        "only the first step is taken", "How many steps does your loop take before it returns?",
        "the line with return: is it in the loop?",
    ),
    "parts-overlap": (
        "the batches overlap: each begins one sample after the one before",
        "With four samples in twos: which samples are in which batch?", _PARTS,
    ),
    "last-part-joined": (
        "the last, smaller batch is joined with the one before it",
        "With five samples in twos: how many steps are there?", _PARTS,
    ),
    "weights-frozen": (
        "every gradient is measured at the weights from which the epoch starts",
        "After the first step, at which w is the second gradient measured?", "the w in the line of the gradient",
    ),
    "step-after-the-loop": (
        "w changes once, after the loop, by the last gradient alone",
        "Print w in every round of the loop: when does it change?", "the indentation of the line that computes w",
    ),
    "mean-of-the-steps": (
        "one step is taken, along the mean of all gradients",
        "How often should w change in one epoch?", "the indentation of the line that computes w",
    ),
    "divided-by-samples": (
        "every step is divided by the number of all samples",
        "Write every sample down twice: should a step become shorter?", "the number that you divide by",
    ),
    "divided-by-weights": (
        "every step is divided by the number of weights",
        "Give w one coordinate more, of which nothing depends: should a step become shorter?",
        "the number that you divide by",
    ),
    "all-rows-the-last": (
        "all rows of the path are the last point: the same array is stored every time and then changed",
        "Does `w -= ...` make a new array? Whose array is in your list?", "the lines that change w and that store it",
    ),
    "rows-reversed": ("the path is returned from its end", "Which row should the start be?", "the line with return"),
    "start-twice": (
        "the start comes twice, and every other point one row late",
        "Is a point stored before or after the step?", "the order of the lines in the loop",
    ),
    "start-left-out-of-path": (
        "the start is left out, and the path goes one step further", "Which point should row 0 be?", "before the loop",
    ),
    "gradient-frozen": (
        "the gradient at the start is used for every step",
        "At which point is the gradient of the second step measured?", "where grad_fn is called",
    ),
    "always-from-the-start": (
        "every step starts again from the first point",
        "From which point should the second step start?", "the w in the line that takes the step",
    ),
    "rate-falls": (
        "the learning rate is not constant: it falls as {said}",
        "Print the learning rate of every step.", "where lr enters",
    ),
    "calls-wrong": (
        "it calls {names}, which {count:is|are} not right yet",
        "Mend {names} first: what does {function} give then?",
        "{names}",
    ),
    "starts-at-first-value": (
        "the average starts at the first value, not at 0, whether it is corrected or not",
        "What is the first average of 4, 4, 4, ... by the formula, without bias correction?",
        "the average before the first value",
    ),
    "starts-at-first-value-flag-ignored": (
        "the average starts at the first value, not at 0, and {name} is not used",
        "What is the first average of 4, 4, 4, ... by the formula, without bias correction?",
        "the average before the first value, and where {name} should be asked for",
    ),
}  # fmt: skip
