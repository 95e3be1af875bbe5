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
    "python.undefined": ("{name} has no value here: the function is given {arguments}."),
    "python.self": ("This is a function and no method, so there is no `self`: it is given {arguments}."),
    "python.product": ("A product is written with `*`."),
    "python.minus": ("It looks like a minus sign, and is another character, as texts and PDFs have it: type `-`."),
    "python.quotes": ("These are the quotation marks of a text: Python's are straight, `\"` or `'`."),
    "python.raised": ("A power is written with `**`, as in `x**2`."),
    "python.division": ("A division is written with `/`."),
    "python.root": ("A square root is written `np.sqrt(...)`."),
    "python.compare": ("Comparisons are written `<=`, `>=` and `!=`."),
    "python.invisible": (
        "An invisible character stands here, as it comes with copied text: delete it, and type a blank "
        "where one belongs."
    ),
    "python.number-method": (
        "A single number has no `{name}`: write `{home}.{name}(...)`, which takes numbers and arrays."
    ),
    "python.bracketed": (
        "Square brackets ask for an entry, and a single number has none: is a `*` missing before them?"
    ),
    "python.counted": ("{name} is a number already: `range({name})` counts up to it."),
    "python.function-brackets": ("A function is called with round parentheses: `{call}`."),
    "python.declared": ("Python declares nothing: `{name} = ...` alone gives a name its value."),
    "python.comment": ("A comment begins with `#`: `//` divides."),
    "python.then": ("Python has no `then`: the line ends with a colon."),
    "python.at-number": (
        "`@` multiplies matrices and vectors, and a single number stands beside it here: a product with a "
        "number is written with `*`."
    ),
    "python.grad_fn": ("grad_fn is told the point at which the gradient is wanted, as in `grad_fn(w)`."),
    "python.sequence": (
        "A list, a tuple or a text stands where an array or a number belongs: `np.array(...)` makes an array of a list."
    ),
    "python.braces": ("Curly braces make a set: to group, write round parentheses."),
    "python.tuple": ("A tuple stands where a number belongs: is there a comma too many where it is made?"),
    "python.set-returned": ('Curly braces without a colon make a set: a dict has keys, as in `{{"name": value}}`.'),
    "python.generator": ("`yield` makes a generator of the function: write `return`."),
    "python.function-returned": ("A function itself is returned, and not what it gives: call it, with parentheses."),
    "python.list-entry": ("A list has no such entry to change: `append` adds one at its end."),
    "python.shape-called": ("`shape` is no function: leave the parentheses out."),
    "python.one-argument": (
        "The shape, or the list of values, is one argument: `np.zeros((2, 3))`, `np.array([a, b])`."
    ),
    "python.open-text": ("What begins with three quotation marks ends with three: they are missing below the text."),
    "python.open-quote": ("A text ends on its line, with the quotation mark that it began with."),
    "python.brackets": (
        "Count the brackets of the line: each has a partner of its own kind, and one is too many or of another kind."
    ),
    "python.open-bracket": ("Where does it close? Python reads on until it does, in the lines below too."),
    "python.return-assigns": ("`return` gives back a value: leave out the name and `=` behind it."),
    "python.logic": ("Python writes `and`, `or` and `not` in words."),
    "python.order-of-signs": ("The `=` stands last: `>=`, `<=`, `*=`."),
    "python.walrus": ("To give a name a value, write `=` alone."),
    "python.operator": "Between two values an operator is missing: a product is written with `*`.",
    "python.count-up": "Python counts up with `t += 1` or `t = t + 1`: it has no `++`.",
    "python.else-if": "In Python it is one word: `elif`.",
    "python.lambda": "`lambda` is a word of Python's own: choose another name, such as `lam`.",
    "python.block": "The lines that belong to the one above stand further to the right, by four blanks.",
    "python.indent": "Lines of one block begin in one column: compare it with the line above.",
    "python.tabs": "Tabs and blanks look alike and are not: use blanks only.",
    "python.end": "Python has no `{name}`: a block ends where the lines stand further to the left again.",
    "python.replaced": "{name} was a function until a line of yours gave that name a value: call that value otherwise.",
    "python.numpy-takes": "`np.{name}` takes {count:one array|two arrays}.",
    "python.make-dict": 'A dict is written with its keys: `{{"{entry}": {entry}}}`.',
    "python.not-called": "`.{name}` is a function: without parentheses, `.{name}()`, it is not called.",
    "python.arrow": "`->` stands in a `def` line alone: `=` gives a name a value, and `return` gives one back.",
    "python.arrow-type": (
        "Before its colon a `def` line may name the type that comes back, as in `-> float:`: write it, or leave the "
        "arrow out."
    ),
    "python.keyword": "`{name}` is a word of Python's own: choose another name, such as `{name}_`.",
    "python.name": "A name is made of letters, digits and `_` alone, and begins with a letter: `w_new`.",
    "python.assign": "On the left of `=` stands the name that is given a value, and on the right what it is given.",
    "python.equals": "Two equals signs compare, `==`; one gives a name a value.",
    "python.else-alone": "`{word}` belongs to an `if`: it begins in the same column, right below what the `if` does.",
    "python.else": "`else` asks nothing: `else:` stands alone, and a question takes `elif`.",
    "python.comments": (
        "Nothing but comments stands below this line, and a comment does nothing: write a line without `#` there."
    ),
    "python.transpose": "The transpose of a matrix is written `X.T`.",
    "python.dotted": "`*`, `/` and `**` work entry by entry by themselves: leave the dot before them out.",
    "python.braces-of-a-block": "Python has no braces around a block: the line ends with a colon.",
    "python.comma": "Between two values a comma is missing.",
    "python.ragged": "All rows of an array are of one shape, and what is put together here has several.",
    "python.backslash": (
        "A backslash only says that the next line goes on: a division is written `/`, and Greek letters in words, as "
        "in `eta`."
    ),
    "python.for": "A loop that counts is written `for i in range(n):`.",
    "python.ternary": "In one line, a choice is written `a if question else b`.",
    "python.def": "A function begins with `def`, its name, and its arguments in parentheses, as it did in the stub.",
    "python.two-operators": "Two operators stand side by side: is a value missing between them?",
    "python.line-ends": "The line ends before its formula does: what comes behind the last sign?",
    "python.percent": "`%` gives the rest of a division: 10 % is written `0.1`.",
    "python.prose": "This reads like a sentence: what is not for Python stands behind a `#`.",
    "python.character": "That character only looks like one of Python's: type it anew.",
}
