"""What students read of a family's member: a title, a question that leads there, and a place to look."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.grading.loop_sentences import OF_LOOPS

_BY_HAND = "Work out the smallest example by hand, line by line: where does your number part from your code's?"
_GRADIENT = "where the gradient enters"
_STEP = "where step enters the formula"
_NEW_W = "the line that computes the new w"

_SAID: Mapping[str, tuple[str, str, str]] = {
    "rounded": (
        "{names} {count:is|are} rounded to {places} decimals",
        "How many digits does a float64 hold, and how many do you return?",
        "round, np.round, or a format such as .4f on the way to {names}",
    ),
    "stays": (
        "in every call that is wrong, w comes back as it was given: no step is taken there",
        "Which test in your code ends it before the step? Should numbers be left alone because they are small?",
        "a test with `if` before the step",
    ),
    # ---------------------------------------------------------------- factors
    "steps-times": (
        "every step is {factor} times the right one",
        "Print the step, new w minus old w, in the smallest example: which factor is too much in your line?",
        "the factors in the line that computes the new w",
    ),
    "times": (
        "{name} is always {factor} times the right one",
        "Which factor is too much, or is missing? Work out the smallest example by hand.",
        "the factors in the formula of {name}",
    ),
    "always-0": ("{name} is always 0", _BY_HAND, "what {name} is computed from"),
    "sign-turned-round": (
        "{name} has the other sign everywhere",
        "Which of the two numbers in your difference should be subtracted?",
        "the signs in the formula of {name}",
    ),
    # ---------------------------------------------------------------- arguments
    "gradient-clipped": (
        "each coordinate of the gradient is clipped to -1 and 1",
        "Pass a gradient of 8: how long is the step?", _GRADIENT,
    ),
    "gradient-clipped-in-length": (
        "a gradient longer than 1 is shortened to length 1", "Pass a gradient of 8: how long is the step?", _GRADIENT,
    ),
    "gradient-of-unit-length": (
        "the gradient is divided by its length",
        "Multiply the gradient by 100: should the step stay as long?", _GRADIENT,
    ),
    "gradient-only-sign": (
        "of the gradient only the sign is used",
        "Multiply the gradient by 100: should the step stay as long?", _GRADIENT,
    ),
    "gradient-only-size": (
        "of the gradient only the size is used, not the sign",
        "Pass a gradient of -1: to which side should w move?", _GRADIENT,
    ),
    "gradient-mean-for-all": (
        "all coordinates share the mean of the gradient",
        "Give two coordinates different gradients: should they take the same step?", _GRADIENT,
    ),
    "gradient-sum-for-all": (
        "all coordinates share the sum of the gradient",
        "Give two coordinates different gradients: should they take the same step?", _GRADIENT,
    ),
    "weight-decay": (
        "{said} is added to the gradient, as for weight decay, which nobody asks for here",
        "Where the gradient is 0, what is left of it in your code?", _GRADIENT,
    ),
    "gradient-squared": (
        "the gradient is squared before it is used",
        "Pass a gradient of -1: to which side should w move?", _GRADIENT,
    ),
    "gradient-half-way": (
        "the gradient is the one half-way between w and where it belongs, or the mean of those at both ends, which is "
        "the same on these losses",
        "At which points do you call grad_fn, and at how many?", "the calls of grad_fn",
    ),
    "another-number": (
        "it computes with {said} where {name} belongs",
        "Call your function with two values of {name}, one twice the other: does the answer change as it should?",
        "every line with {name} in it",
    ),
    "another-argument": (
        "{other} is used where {name} belongs",
        "Change {name} alone: does anything change?", "the lines that should have {name} in them",
    ),
    "literal": (
        "{name} is written as a fixed number: it computes as if {name} were {number}",
        "Call your function with another {name}: does the answer change?", "where {name} should appear",
    ),
    "flag-ignored": (
        "{name} is not used: it computes as if {name} were {value}",
        "Call your function with {name}=True and with {name}=False: does the answer change?",
        "where {name} should be asked for",
    ),
    "flag-inverted": (
        "{name} is taken the wrong way round",
        "Call your function with {name}=True and with {name}=False: which answer belongs to which?",
        "where {name} is asked for",
    ),
    "no-influence": (
        "{name} is not used: it computes as if {name} were 0",
        "Change {name} alone: does anything change?", "where {name} should appear",
    ),
    # ---------------------------------------------------------------- steps of a schedule
    "steps-ahead": (
        "the schedule runs {by:one step|two steps|three steps} ahead",
        "Which step is the very first update? Write down the first three learning rates by hand and compare.", _STEP,
    ),
    "steps-behind": (
        "the schedule runs {by:one step|two steps|three steps} behind",
        "Which step is the very first update? Write down the first three learning rates by hand and compare.", _STEP,
    ),
    "never-step-0": (
        "step 0 is taken for step 1",
        "Write down the learning rates of steps 0, 1 and 2 by hand: are the first two equal?", _STEP,
    ),
    "late-from-0": (
        "the schedule runs {by:one step|two steps|three steps} behind, but not before step 0",
        "Write down the learning rates of steps 0, 1 and 2 by hand: are the first two equal?", _STEP,
    ),
    "twice-as-fast": (
        "the schedule runs twice as fast", "At which step is half of the way gone?", _STEP,
    ),
    "starts-again": (
        "the schedule starts again after {name} steps",
        "Plot your schedule for three times as many steps as {name}: what happens at {name}?", _STEP,
    ),
    "stays-after": (
        "the schedule stays as it is from step {name} on",
        "Plot your schedule for three times as many steps as {name}: what happens at {name}?", _STEP,
    ),
    # ---------------------------------------------------------------- results
    "w-unchanged": ("w is returned as it was given: no step is taken", "Print w before and after a step.", _NEW_W),
    "step-alone": (
        "the step alone is returned, not the point that it leads to",
        "From w = 4 with a step of -0.8: which number should you return?", "the line with return",
    ),
    "step-clipped": (
        "no coordinate of the step is longer than 0.1", "Pass a gradient of 8: how long is the step?", _NEW_W,
    ),
    "step-at-most-1": ("no step is longer than 1", "Pass a gradient of 100: how long is the step?", _NEW_W),
    "cut-off-at-0": ("no coordinate of w is let below 0", "Start at w = -1: where does the step lead?", _NEW_W),
    "multiplied": (
        "w is multiplied by 1 plus the step, where the step should be added",
        "Start at w = 0 with a gradient of 1: does w move?", _NEW_W,
    ),
    "times-w": ("the step is multiplied by w", "Start at w = 0 with a gradient of 1: does w move?", _NEW_W),
    "entry-turned-round": (
        "{name} has the other sign, and what is computed from it takes that into account",
        "Which sign has {name} after a first step with a positive gradient, in the formula and in your code?",
        "the line that computes {name}, and the signs where it is used",
    ),
    "entry-scaled": (
        "{name} is kept as {factor} times the right one, and what is computed from it takes that into account",
        "What is {name} after a first step with a gradient of 1, in the formula and in your code?",
        "the line that computes {name}, and the factors where it is used",
    ),
    "not-counted": (
        "{name} is returned as it was given: it does not count",
        "Print {name} before and after a step.", "the {name} in what you return",
    ),
    # ---------------------------------------------------------------- other rules, lines and parts of them
    "another-rule": (
        "this computes what another exercise asks for: {title}",
        "Lay the two formulas side by side: in which line do they differ?", "the formula in the docstring",
    ),
    "in-a-line": (
        "in the line of {line} it computes with {said} where {name} belongs", _BY_HAND, "{name} in the line of {line}",
    ),
    "of-a-line": (
        "what the line of {line} gives is {said}", _BY_HAND, "the line of {line}, and what is done to it after that",
    ),
    "count-by-logarithm": (
        "{line} is found with a logarithm, which comes out just below a whole number and is cut off to one too few",
        "What does math.log(243, 3) give, and what int(math.log(243, 3))? Can you count with whole numbers alone?",
        "the line of {line}, where a logarithm is made a whole number",
    ),
    "other-part": (
        "the line of {line} computes with `{said}` where the formula has something else",
        _BY_HAND, "the line of {line}, part by part",
    ),
    "another-form": (
        "{line} is computed as `{said}`",
        "What does each factor in the formula of {line} belong to?", "the line of {line}",
    ),
    "another-correction": (
        "the correction in {line} is `{said}`, not what the formula has",
        "Write down the correction of the first three steps, by the formula and by your code.",
        "what is divided by in the line of {line}",
    ),
    "first-uncorrected": (
        "the correction in {line} is left out at the first step",
        "Write down the correction of the first three steps, by the formula and by your code.",
        "what is divided by in the line of {line}",
    ),
    "counted-from-0-guarded": (
        "the correction in {line} counts one step too few, and is left out at the first one",
        "Write down the correction of the first three steps, by the formula and by your code.",
        "what is divided by in the line of {line}",
    ),
    "first-value-whole": (
        "{line} starts with its first value in full, not at 0",
        "From a state of zeros: by what is the first value multiplied in the formula?", "the line of {line}",
    ),
    "averages-start-whole": (
        "the averages start with their first value in full, not at 0",
        "From a state of zeros: by what is the first value multiplied in the formula?", "the lines of the averages",
    ),
}  # fmt: skip

OF_FAMILIES: Mapping[str, str] = {
    f"{id_}.{part}": text
    for id_, texts in {**_SAID, **OF_LOOPS}.items()
    for part, text in zip(("title", "hint", "place"), texts, strict=True)
}
"""By id, as all other sentences are."""
