"""Mistakes in muon: id, what the code does, where to look, a question, the lines."""

from autograder.symbolic import Entry

LONGER = "For a matrix with four times as many rows as columns: how far does w move, in units of lr?"
PASS = "Put X = 1 in by hand: what does one pass give?"


def normalised(whole: str) -> tuple[Entry, ...]:
    """Wrong sizes before the first pass, of the matrix that is to be made orthogonal."""
    size = "How large is the largest singular value before the first pass, for a gradient ten times as large?"
    return (
        ("not-normalised", "the matrix is not divided by its norm", "what is done before the first pass", size,
         f"X_0 = {whole}"),
        ("largest-for-norm", "the matrix is divided by its largest element", "the norm", size,
         f"X_0 = {whole}/greatest(abs({whole}))"),
        ("sum-for-norm", "the matrix is divided by the sum of the absolute values", "the norm", size,
         f"X_0 = {whole}/sum(abs({whole}))"),
    )


ANYWHERE = (
    ("no-stretch", "tall matrices do not step longer", "the factor in the line of w", LONGER,
     "w = w - lr*X"),
    ("stretch-without-root", "tall matrices step longer by rows/columns, without the root",
     "the factor in the line of w", LONGER,
     "w = w - lr*max(1, rows(w)/rows(transpose(w)))*X"),
    ("stretch-upside-down", "wide matrices step longer, not tall ones", "the factor in the line of w", LONGER,
     "w = w - lr*sqrt(max(1, rows(transpose(w))/rows(w)))*X"),
    ("stretch-both-ways", "wide matrices step shorter", "the factor in the line of w",
     "For a wide matrix: does w move less than lr times the orthogonal matrix?",
     "w = w - lr*sqrt(rows(w)/rows(transpose(w)))*X"),
    ("uphill", "w moves along the velocity, not against it", "the sign in the line of w",
     "With a gradient of 1 everywhere: should w grow?",
     "w = w + lr*sqrt(max(1, rows(w)/rows(transpose(w))))*X"),
    ("b-c-swapped", "the second and the third coefficient are swapped", "the coefficients", PASS,
     "X = 3.4445*X + dot(2.0315*A - 4.775*dot(A, A), X)"),
    ("elementwise", "squares of the elements stand where products of rows belong", "the line of A",
     "Is * a product of matrices in NumPy?",
     "A = X*X; X = 3.4445*X - 4.775*A*X + 2.0315*A*A*X"),
    ("no-decay", "the old velocity is kept whole", "the factor in front of the old velocity",
     "What does beta do in your code?",
     "v = v + grad"),
    ("not-kept", "the velocity is forgotten between steps", "where the old velocity enters the new one",
     "With a gradient of 0: does w still move on from the last steps?",
     "v = grad"),
)

MISTAKES = (
    *normalised("v"),
    *ANYWHERE,
    ("gradient-for-velocity", "the gradient is made orthogonal, not the velocity", "what is made orthogonal",
     "With a gradient that is nearly 0: does the velocity still carry you?",
     "X_0 = grad/norm(grad)"),
)

UNDER = {
    "nesterov": (
        *normalised("ahead"),
        ("no-look-ahead", "the step does not look ahead: this is the usual form", "what is made orthogonal",
         "How often does the newest gradient count in what you make orthogonal?",
         "ahead = v"),
        ("look-ahead-without-beta", "the whole new velocity is added to the gradient", "the line that looks ahead",
         "How much of the velocity will the next step still have?",
         "ahead = grad + v"),
    ),
}
