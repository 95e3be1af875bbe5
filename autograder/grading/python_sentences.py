"""What students read of Python's own mistakes, by id: what Python's words mean here, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

OF_PYTHON: Mapping[str, str] = {
    "did-you-mean": "Did you mean `{name}`?",
    "did-you-forget": "Did you forget `{line}` at the top of the file?",
    "python.power": "In Python a power is written `**`: `^` is another operation, on whole numbers.",
    "python.math": "`math.{name}` takes one number, and gets an array here: `np.{numpy}` takes both.",
    "python.from-math": "`{name}` of `math` takes one number, and gets an array here: `np.{numpy}` takes both.",
    "python.one-number": "`{name}(...)` takes one number, and gets an array here: leave it out.",
    "python.unbound-state": 'On this line {name} has no value yet: the old one is `state["{name}"]`.',
    "python.unbound": (
        "On this line {name} has no value yet, and the function gives it one elsewhere: give it its first value above, "
        "on every way that leads here."
    ),
    "python.undefined-state": 'The old {name} is `state["{name}"]`.',
    "python.no-numpy": "It is imported at the top of the file: `import numpy as np`. Has that line been deleted?",
    "python.missing-key": "The state holds {keys}, and no {key}.",
    "python.key-is-argument": "{key} is an argument of {function}, and no entry of the state: write `{key}`.",
    "python.state-attribute": 'The state is a dict: an entry of it is written `state["{name}"]`.',
    "python.signature": (
        "The grader calls {wanted}, and line {line} says `{written}`: put the line back as it was in the stub."
    ),
    "python.by-name": "What stands behind the `*` of a `def` line is passed by its name, as in `lr=lr`.",
    "python.too-few": "The call on this line leaves an argument out: compare it with the `def` line of that function.",
    "python.max-of-arrays": (
        "`{name}` compares whole arrays: `np.{numpy}(a, b)` does it entry by entry, for arrays and numbers."
    ),
    "python.truth": (
        "A question such as `if a > b` has one answer, and an array gives one for each entry: "
        "`np.where(a > b, x, y)` chooses entry by entry; to ask once, compare one number, such as a norm."
    ),
    "python.star-for-at": (
        "`*` multiplies entry by entry, and the shapes {shapes} do not fit for that: a matrix times a vector is "
        "written with `@`."
    ),
    "python.at": "The shapes on the two sides of `@` do not fit: is a transpose missing (`.T`), or are they swapped?",
    "python.shapes": "The shapes {shapes} do not fit entry by entry: print the shape of each part of the line.",
    "python.global": (
        "{name} is global: it still has the value of an earlier call, of another shape. Keep nothing between calls but "
        "the state."
    ),
    "python.called": (
        "Parentheses behind a number or an array call it like a function: is a `*` missing before them, or are square "
        "brackets meant?"
    ),
    "python.dict-called": 'An entry of a dict is had with square brackets: `state["{entry}"]`.',
    "python.unsized": (
        "A single number has no entries and no length, and arguments may be single numbers: compute with the whole "
        "array at once, without a loop over its entries."
    ),
    "python.range": "`for` runs over what has entries: to count, write `range(...)` around the number.",
    "python.entry": (
        "One entry of an array has room for one number, and an array is put there: make it in the shape of all that it "
        "is to hold, or collect in a list."
    ),
    "python.range-of-array": (
        "`range(...)` takes one whole number: to go through the entries of an array, write `for` with the array itself."
    ),
    "python.append-alone": (
        "`append` changes the list itself and gives None: let it stand alone, without a name and `=`."
    ),
    "python.dict-colon": 'In a dict a key and its value have a colon between them, as in `{{"name": value}}`.',
    "python.colon": "A line that begins with `def`, `if`, `else`, `for` or `while` ends with a colon.",
    "python.none": (
        "Something on this line is None: does a function that gives it end without a `return`, or does "
        "`.get` ask for a key that is not there?"
    ),
    "python.list": "A list is no array: make one with `np.array(...)`, and `+`, `-` and `*` work entry by entry.",
    "python.dict": 'The state is a dict: the number in it is `state["{entry}"]`.',
    "python.function": "A function stands where a number belongs: it is called with parentheses, as in `f(w)`.",
    "python.text": "A text (`str`) stands where a number belongs.",
    "python.unpacked": "Taking a dict apart gives its keys: take each entry by its key, as in {entries}.",
    "python.fixed": "This cannot be changed in place: compute a new value, as in `w = w - ...`.",
    "python.casting": (
        "`-=`, `+=` and `*=` keep the type of what stands on the left, here whole numbers: write `w = w - ...`, or "
        "begin with floats."
    ),
    "python.bounds": "Counting starts at 0: the last of n entries has the index n - 1.",
    "python.whole": "Counts and indices are whole numbers: `//` divides without a rest, and `int(...)` cuts a float.",
    "python.recursion": "A function calls itself here, and nothing ends it.",
    "python.zero": "Something is divided by 0 on this line: which of its values can be 0?",
    "python.library": "Python's own modules and NumPy are all that is there, and all that is needed.",
    "python.array-method": "Arrays have no `{name}`: write `{home}.{name}(...)`, with the array in the parentheses.",
    "python.append": "An array does not grow: collect values in a list, and make an array of it at the end.",
    "python.operator": "Between two values an operator is missing: a product is written with `*`.",
    "python.count-up": "Python counts up with `t += 1` or `t = t + 1`: it has no `++`.",
    "python.else-if": "In Python it is one word: `elif`.",
    "python.lambda": "`lambda` is a word of Python's own: choose another name, such as `lam`.",
    "python.block": "The lines that belong to the one above stand further to the right, by four blanks.",
    "python.indent": "Lines of one block begin in one column: compare it with the line above.",
    "python.tabs": "Tabs and blanks look alike and are not: use blanks only.",
    "python.character": "That character only looks like one of Python's: type it anew.",
}
