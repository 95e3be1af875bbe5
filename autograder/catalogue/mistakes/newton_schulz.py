"""Mistakes in newton_schulz: id, what the code does, where to look, a question, the lines."""

from autograder.symbolic import Entry

SIZE = "How large is the largest singular value before the first pass, for a matrix ten times as large?"


def products(polynomial: str) -> tuple[Entry, ...]:
    """Products of other matrices, as they look with the `polynomial` in A by which X is multiplied."""
    return (
        ("elementwise-square", "A holds the squares of the elements, not products of rows", "the line of A",
         "Is * a product of matrices in NumPy?",
         f"A = X*X; X = {polynomial.format('A*X', 'A*A*X')}"),
        ("norm-in-each-pass", "every pass divides by the norm again", "where you divide by the norm",
         "How often does the formula divide by the norm, and how often your loop?",
         f"A = dot(X, transpose(X))/norm(X)**2; X = {polynomial.format('dot(A, X)', 'dot(dot(A, A), X)')}"),
    )


MISTAKES = (
    ("not-normalised", "the matrix is not divided by its norm", "what is done before the first pass", SIZE,
     "X_0 = G"),
    ("squared-norm", "the matrix is divided by the sum of squares, without the root", "the norm", SIZE,
     "X_0 = G/norm(G)**2"),
    ("largest-for-norm", "the matrix is divided by its largest element", "the norm", SIZE,
     "X_0 = G/greatest(abs(G))"),
    ("sum-for-norm", "the matrix is divided by the sum of the absolute values", "the norm", SIZE,
     "X_0 = G/sum(abs(G))"),
    *products("3.4445*X - 4.775*{} + 2.0315*{}"),
    ("b-c-swapped", "the second and the third coefficient are swapped", "the coefficients",
     "Put X = 1 in by hand: what does one pass give?",
     "X = 3.4445*X + dot(2.0315*A - 4.775*dot(A, A), X)"),
    ("sign-of-b", "the second coefficient is positive", "the signs of the coefficients",
     "Put X = 1 in by hand: what does one pass give?",
     "X = 3.4445*X + dot(4.775*A + 2.0315*dot(A, A), X)"),
    ("no-c", "the last term of the polynomial is missing", "the polynomial",
     "Which powers of X does one pass hold?",
     "X = 3.4445*X - 4.775*dot(A, X)"),
    ("third-power", "the last term is A times X again, not A times A times X", "the last term of the polynomial",
     "Which powers of X does one pass hold?",
     "X = 3.4445*X + dot(-4.775*A + 2.0315*A, X)"),
)

UNDER = {
    "cubic": (
        *products("3/2*X - 1/2*{}"),
        ("coefficients-swapped", "the two coefficients are swapped", "the coefficients",
         "Put X = 1 in by hand: what does one pass give?",
         "X = 1/2*X - 3/2*dot(A, X)"),
        ("plus", "the second term is added", "the sign of the second term",
         "Put X = 1 in by hand: what does one pass give?",
         "X = 3/2*X + 1/2*dot(A, X)"),
    ),
}
