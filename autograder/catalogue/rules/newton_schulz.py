"""Newton-Schulz: a matrix with nearly the same directions, and with stretches that are all near 1."""

from autograder.symbolic import Convention, Hyperparameter, Loop, Rule

RULE = Rule.from_text(
    "newton_schulz",
    title="Orthogonalization by Newton-Schulz",
    task="Divide the matrix by its Frobenius norm; then repeat the polynomial `steps` times, so that all its singular "
    "values come near 1 while its directions stay. No singular value decomposition is needed.",
    source="Jordan et al. 2024, Muon; Bernstein and Newhouse 2024 (arXiv:2409.20325)",
    takes={"G": "a matrix that is not 0, float64, shape (n, k)"},
    hyperparameters=(Hyperparameter("steps", "how often to repeat it, int, at least 0", "5", "2 1", integer=True),),
    steps="""
        X_0 = G/norm(G)
        A = dot(X, transpose(X))
        X = 3.4445*X + dot(-4.775*A + 2.0315*dot(A, A), X)
    """,
    returns={"X": "a new matrix, float64, shape (n, k)"},
    loop=Loop("`steps` times", over="range(steps)", start={"X": "X_0"}, before="X_0"),
    conventions=(
        Convention("quintic", "the polynomial of degree 5 that is quick, and stops near 1", used_by="Muon, optax"),
        Convention(
            "cubic",
            "the polynomial of degree 3, which converges to 1",
            used_by="Higham, Functions of Matrices (2008), section 8.3",
            source="Higham, Functions of Matrices (2008), equation 8.20",
            steps="""
                X_0 = G/norm(G)
                A = dot(X, transpose(X))
                X = 3/2*X - 1/2*dot(A, X)
            """,
        ),
    ),
    theorems="turns-along",
)
