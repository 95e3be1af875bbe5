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
}
