"""What students read of slips, by id: what Python does with the line, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

OF_SLIPS: Mapping[str, str] = {
    "slip.at": "Line {line}: {said}",
    "slip.sign": (
        "`={sign}` is an `=` with a sign behind it, so that {name} becomes `{value}` alone: "
        "`{name} = {name} {sign} ...` is what goes on from the old {name}."
    ),
    "slip.comma": "the comma at the end makes a tuple of one value: take it out.",
    "slip.decimal-comma": (
        "`{written}` is two values, since a comma makes a tuple: a decimal number has a point, `{meant}`."
    ),
    "slip.return-in-loop": "this `return` stands inside the loop, and ends it in its first round.",
    "slip.below-return": "this `return` ends the function: what stands below it is never carried out.",
    "slip.return-in-text": ("this `return` is part of the text between the quotation marks: end the text above it."),
    "slip.return-outside": (
        "this `return` stands outside the function: what belongs to it stands further to the right."
    ),
    "slip.printed": "`print` shows a value and gives back None: leave it out here.",
    "slip.compared": "`==` compares, and changes nothing: to give a name a value, write one `=`.",
    "slip.unkept": ("this works out a value, and nothing keeps it: is `return`, or a name and `=`, missing before it?"),
    "slip.new-array": ("`{function}(...)` gives back a new array and changes none: give what it returns a name."),
    "slip.power-first": (
        "a power comes before a division, so `{written}` divides by the number at the end: `{meant}` is the root."
    ),
    "slip.divided-first": (
        "a division comes before a sum or difference, so `{part}` is worked out first: put the whole "
        "denominator in parentheses."
    ),
    "slip.forever": "nothing in this loop changes {names}, so that it never ends.",
    "slip.overwritten": "{name} is an argument, and this line replaces what was passed by a fixed value.",
    "slip.loop-name": "{name} is an argument, and this loop gives it other values: count with a name of its own.",
    "slip.returned-comparison": "`==` compares, and gives True or False: leave `{written}` out.",
    "slip.gives-none": (
        "`{method}` changes {name} itself and gives back None: write it on a line of its own, and give {name} back."
    ),
    "slip.text": "what stands between quotation marks is a text, and is not worked out: leave them out.",
    "slip.written-into": (
        "`{function}` takes {count:one array|two arrays}: what is passed beyond is where the result is written. "
        "Leave it out."
    ),
    "slip.axis": (
        "the second argument of `{function}` says along which axis it goes, and is no second value: `{meant}` is what "
        "takes two."
    ),
    "slip.identity": "`{word}` asks whether two are the very same object: values are compared with `{sign}`.",
    "slip.begun-anew": "in each round of the loop {name} is empty again: this line belongs above the loop.",
    "slip.commented": "this `return` stands behind `#`, so that it is a comment: take the `#` out.",
    "slip.not-kept": "what {name} gives back is not kept: write a name and `=` before it.",
    "slip.together": "`{sign}` does not give back two values: a comma between them does.",
    "slip.zip": "to go through two things side by side, write `zip({written})`.",
    "slip.bitwise": "`{sign}` is worked out before the comparisons beside it: between two questions stands `{word}`.",
    "slip.half-question": "`{written}` alone is no comparison: write `{meant}`.",
    "slip.shape": "`{written}` holds all the lengths: `{written}[0]` is the first of them.",
    "slip.never-called": "{name} is written inside the function, and nothing calls it.",
}
