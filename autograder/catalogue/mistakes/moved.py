"""Mistakes in moved: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("backwards", "w moves the other way", "the sign before the change",
     "From w = 1 with change = 2: where do you arrive?",
     "value = w - change"),
    ("from-zero", "the change alone, without w", "where the move starts",
     "With a change of 0, should w stay where it is?",
     "value = change"),
    ("not-moved", "w as it was, without the change", "what is returned",
     "From w = 1 with change = 2: where do you arrive?",
     "value = w + 0*change"),
    ("product", "w is multiplied by the change", "the sign between w and the change",
     "With a change of 0, should w stay where it is?",
     "value = w*change"),
)
