"""What students read of a verdict: every sentence has an id and named placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from autograder import texts
from autograder.basics.dataclass import dataclass
from autograder.grading.family_sentences import OF_FAMILIES
from autograder.grading.python_sentences import OF_PYTHON
from autograder.grading.slip_sentences import OF_SLIPS

ENGLISH: Mapping[str, str] = {
    **OF_FAMILIES,
    **OF_PYTHON,
    **OF_SLIPS,
    "formula-hidden": "This course leaves the formula to you: the text in the stub says what is asked for.",
    "formula-after-first-try": "The formula is shown once a first version of yours was checked.",
    "right-in-all": "it gives what is exactly right, but for rounding, in {count} {count:call|calls}",
    "not-handed-in": "{file} was not handed in.",
    "broken": "The grader itself failed here, so there is no grade ({error}). Run the same again.",
    "not-written": "{function} is not written yet: replace the `raise NotImplementedError()` in it.",
    "through": "It came from {other}, which line {line} calls: does it get there what it needs?",
    "calls-unwritten": "{function} calls {other}, which is not written yet.",
    "left-raise": (
        "There is code in {function}, but line {line} still says `raise NotImplementedError()`, which ends it: "
        "take that line out."
    ),
    "unwritten-part": "{function} raises NotImplementedError in line {line}: what belongs there is not written yet.",
    "misspelt": "There is {other} in line {line}: is that the one?",
    "not-at-the-top": (
        "There is {function} in line {line}, but not any more once the file has been run: define it at the left "
        "margin, outside of any class, function or `if`, and do not delete it."
    ),
    "not-defined": "There is no function {function}: define it under exactly that name.",
    "wrong-value": "{call}: {names} came out wrong.",
    "wrong-value-at": "Step {step} of {steps}, starting with {call}: {names} came out wrong.",
    "wrong-dtype": "{name} should be float64, but is {got}.",
    "wrong-type": "{name} should be {expected}, but is {got}.",
    "wrong-shape": "{name} should have shape {expected}, but has shape {got}.",
    "not-a-pair": "{function} should return {returns}: the new {first} and the new state, but returned {got}.",
    "returned-none": "{function} returned None.",
    "no-return": "It has no `return`: `print` shows a value, only `return` gives it back.",
    "no-return-here": "One way through it ends without a `return`, or what it returns is None.",
    "swapped": "{function} returned the state first: return the new {first} first, then the state.",
    "not-a-dict": "the state that {function} returns should be a dict with {keys}, but is {got}.",
    "no-such-entry": 'the state that {function} returns should hold "{key}", but holds {got}.',
    "grown": "Called again with what it returned, {function} returns an array of more and more dimensions.",
    "raised": "{error}",
    "raised-at": "{error} (line {line})",
    "raised-for": "It happened in {call}.",
    "not-run": "not run, because {function} did not come back from an earlier call",
    "not-repeated": "not called again: a call of it did not come back, or the time of the submission was used up",
    "changed-argument": (
        "{function} changed its argument {name}: compute a new array instead (`w = w - ...`, not `w -= ...`)."
    ),
    "changed-state": (
        "{function} changed its argument {name}, a dict: return a new one instead (`{name}['...'] = ...` changes what "
        "was given, and so does `+=` on what it holds)."
    ),
    "overwritten": (
        "a later call of {function} changed the array that an earlier one had returned: return a new array each time."
    ),
    "not-finite": "Step {step}, starting with {call}: {name} overflows or is not a number.",
    "theorem-broken": "Step {step}, starting with {call}: {reason}.",
    "leaves-the-path": "Step {step}, starting with {call}: {name} does not follow from the step before it.",
    "incomplete": "the grader lost some answers of {function}: please report this.",
    "differs": (
        "{function} gave another answer to the same call in a fresh start: keep nothing between calls but the state."
    ),
    "measured-too-often": (
        "{function} called grad_fn {times} times where {enough} are enough: each call costs as much as a step."
    ),
    "not-a-pair.title": "not a pair of the new {first} and the new state is returned",
    "not-a-pair.hint": "What does the docstring say that {function} returns, and in which order?",
    "not-a-pair.place": "the line with return",
    "returned-none.title": "{function} returns None",
    "returned-none.hint": "On which lines does {function} say `return`, and is one of them reached in that call?",
    "returned-none.place": "the end of the function, and of each of its branches",
    "swapped.title": "the new {first} and the state are swapped",
    "swapped.hint": "In which order does the docstring name what {function} returns?",
    "swapped.place": "the line with return",
    "not-a-dict.title": "the returned state is not a dict",
    "not-a-dict.hint": "The state comes in as a dict: in which form should it go out?",
    "not-a-dict.place": "the line with return",
    "no-such-entry.title": "the returned state lacks an entry",
    "no-such-entry.hint": "Which keys does the state have that {function} is given?",
    "no-such-entry.place": "the dict that you return",
    "wrong-type.title": "{name} is {got}, not {expected}",
    "wrong-type.hint": "Print type(...) of {name} just before {function} returns it: on which line did it become that?",
    "wrong-type.place": "where {name} is computed, and the line with return",
    "wrong-shape.title": "an array of another shape is returned",
    "wrong-shape.hint": "Print the shape of {name}, and of what it is computed from: where does it change?",
    "wrong-shape.place": "where numbers of different shapes meet, or a sum, a mean or a maximum is taken",
    "wrong-length": "{name} should have length {expected}, but has length {got}.",
    "wrong-length.title": "too many or too few values are returned",
    "wrong-length.hint": "How often does your loop run for {expected} values, and what may end it early?",
    "wrong-length.place": "the loop, and what is put into {name}",
    "wrong-dtype.title": "the numbers are not float64",
    "wrong-dtype.hint": "All arguments are float64: where does your code turn them into something else?",
    "wrong-dtype.place": "where arrays are made or converted (astype, dtype=...)",
    "changes-arguments.title": "the function works in place and changes what it was given",
    "changes-arguments.hint": "Print the arguments before and after a call of {function}. Whose arrays are they?",
    "changes-arguments.place": "lines with -=, +=, *=, out=... or [...] = on an argument",
    "not-repeatable.title": "the same call gives another answer in a fresh start",
    "not-repeatable.hint": "Does {function} remember anything that is not in its arguments?",
    "not-repeatable.place": "global variables, default arguments, random numbers",
    "form-beside-a-mistake": "the form is another one: {title}",
    "apart-from": "{title}, apart from {edge}",
    "measured-too-often.title": "the gradient is measured more often than needed",
    "measured-too-often.hint": "Count the calls of grad_fn in one step: which of them gives you nothing new?",
    "measured-too-often.place": "where grad_fn is called",
    "form-with-a-mistake": "it is written in another form, with a mistake in it: {title}",
    "alternatives": "What came back would be the same with this: {others}.",
    "some-right": "{right} {count:is|are} right, {wrong} {wrongs:is|are} not: look at what computes {look}.",
    "none-right": "{wrong} {wrongs:is|are} wrong.",
    "none-right-look": "{wrong} {wrongs:is|are} wrong: look at what computes {look}.",
    "not-a-number": (
        "{names} {count:is|are} not a number (NaN): look for 0 divided by 0, and for the root, power or logarithm of "
        "something negative."
    ),
    "infinite": (
        "{names} {count:is|are} infinite: look for a division by 0, and for numbers that grow from step to step."
    ),
    "times-too-large": "Every first step is exactly {factor} times the right one.",
    "does-not-move": "It returns the point from which it starts: no step is taken.",
    "never-used": "{names} {count:is|are} never used in {function}: where in the formula should it change the answer?",
    "goes-the-other-way": "Every first step has the right length, and goes exactly the other way.",
    "quantity-always-0": "{name} is always 0.",
    "always-the-same": "{name} is {value} in every call: what should it depend on?",
    "always-times": "{name} is always {factor} times the right one.",
    "always-more": "{name} is always {distance} more than the right one.",
    "always-less": "{name} is always {distance} less than the right one.",
    "always-square": "{name} is always the square of the right one.",
    "always-root": "{name} is always the square root of the right one.",
    "always-inverse": "{name} is always 1 divided by the right one.",
    "other-sign": "{name} always has the right size, and the other sign.",
    "right-size": "{name} always has the right size, but not always the right sign.",
    "only-first-number": "Of the numbers of {name}, only the first one is wrong.",
    "only-last-number": "Of the numbers of {name}, only the last one is wrong.",
    "only-number": "Of the numbers of {name}, only number {number} is wrong, counted from 0.",
    "all-numbers-equal": "All numbers of {name} are the same, where they should differ.",
    "right-in-another-order": "{name} holds the right numbers, in another order.",
    "only-first-step": "The first step is right, the second is not: look at what is carried from step to step.",
    "until-sign-changes": "It is right for as long as the gradient keeps its sign.",
    "until-settings-change": "It is right for as long as the settings stay the same from step to step.",
    "only-from-a-state": "It is right as long as the state is zero, and wrong later: look at how it enters.",
    "only-later-steps": "It is right at the first step, and wrong later: look at what changes with t, such as powers.",
    "right-to-digits": (
        "Where it departs, {name} is right to {digits} digits: is a constant, a difference or a result rounded, or is "
        "a small number misplaced?"
    ),
    "right-to-digits-of-largest": (
        "Measured by the largest of its numbers, {name} is right to {digits} digits: is a constant or a result "
        "rounded, or are numbers float32 on the way, which holds 7?"
    ),
    "right-direction": "{name} has the right direction, but not always the right length.",
    "right-direction-of-steps": "Every first step has the right direction, but not always the right length.",
    "other-direction": "{name} lies on the right line, but does not always point the right way.",
    "other-direction-of-steps": "Every first step lies on the right line, but does not always go the right way.",
    "right-length": "{name} has the right length, but not always the right direction.",
    "right-length-of-steps": "Every first step has the right length, but not always the right direction.",
    "second-row-wrong": "Of what is returned, number 0 is right, and number 1 is the first that is not.",
    "first-wrong-row": (
        "Of what is returned, numbers 0 to {last} are right, and number {wrong} is the first that is not."
    ),
    "only-zero-gradients": "It is wrong only where a gradient is 0.",
    "only-negative-gradients": "It is wrong only where a gradient is negative.",
    "only-some-shapes": "Where it was tried, it is right for {right}, and wrong for {wrong}: look at sums and shapes.",
    "only-with": "It is wrong only with {name} = {values}.",
    "only-with-others": (
        "It is right with some values of {names}, and wrong with others: is each of them used where it belongs?"
    ),
    "only-from-zero": "It is wrong only at the first step, from a state of zeros.",
    "in-some-cases": "It is wrong in {wrong}, and right in {right}.",
    "numbers": "{call} gives {got}, where {expected} is right.",
    "numbers-later": "A run that begins with {call} gives {got} at step {step}, where {expected} is right.",
    "departs-part": 'It shows in "{why}", where only {names} {count:is|are} wrong.',
    "departs-in": 'It shows in "{why}", in coordinate {coordinate}.',
    "departs-in-part": 'It shows in "{why}", in coordinate {coordinate}, where only {names} {count:is|are} wrong.',
    "departs-at": 'In "{why}", {names} {count:departs|depart} at step {step}.',
    "departs-at-in": 'In "{why}", {names} {count:departs|depart} at step {step}, in coordinate {coordinate}.',
    "wrong-at-some-steps": (
        "With {settings}, of the steps asked for, {name} is wrong at step {steps}, and right at step {right}."
    ),
    "always-0": "With {settings}, {name} is always 0.",
    "wrong-by-a-factor": "With {settings}, {name} is always {factor} times the right one.",
    "wrong-at-every-step": "With {settings}, {name} is wrong at every step asked for: {steps}.",
    "only-in-long-runs": 'All single steps and short runs are right. In the run "{why}" it goes wrong at step {step}.',
    "exactly": "{decimal} (exactly {exact})",
    "edge-of-step": "step {step}",
    "edge-of-zeros": "the first step from a state of zeros",
    "single-numbers": "single numbers",
    "vectors": "vectors",
    "matrices": "matrices",
    "stacks": "stacks of matrices",
    "either": "{one} or {other}",
    "steps-from-to": "{first} to {last}",
    "so-on": "so on",
    "not-available": (
        "{names} {count:is|are} not available while grading: what is done with it outside of the exercises was left out"
    ),
    "output-cut": "The printed output was cut.",
    "cell-failed": "{where}: {error}",
    "cell-failed-in": "{where}: {error}, in `{line}`",
    "more-cases": "{count} more",
    "more-notes": "and {count} more",
    "no-code": "{file} holds no code.",
    "costs": "This costs {cost} of {points} points.",
    "tally": "The checks that passed weigh {passed} of {weight}: {earned} of {points} points, rounded to half a point.",
    "tally-priced": "This course leaves {earned} of {points} points where this is all that is wrong.",
    "tally-priced-less": (
        "This course leaves {earned} of {points} points where this is all that is wrong, less {lost} for behaviour."
    ),
    "accepted": "It follows another convention, {convention}, for which this course gives the same points.",
    "tally-less": (
        "The checks that passed weigh {passed} of {weight}: {earned} of {points} points, rounded to half a point, less "
        "{lost} for behaviour."
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Texts(texts.Texts):
    """The sentences of verdicts, in the language of a course."""

    english: Mapping[str, str] = field(default_factory=lambda: ENGLISH)
