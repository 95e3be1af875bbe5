"""Mistakes in cubes: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("times-three", "three times x in the place of its third power", "the sign between x and 3",
     "What is the third power of 2, and what is 3 times 2?",
     "value = 3*x"),
    ("squares", "the second power in the place of the third", "the exponent",
     "Should the third power of -2 be positive or negative?",
     "value = x**2"),
    ("no-sign", "the sign of x is lost", "what happens to a negative x",
     "Should the third power of -2 be positive or negative?",
     "value = abs(x)**3"),
    ("three-to-the-x", "3 to the power x, the other way round", "which of the two is the exponent",
     "What is the third power of 2, and what is 3**2?",
     "value = 3**x"),
)
