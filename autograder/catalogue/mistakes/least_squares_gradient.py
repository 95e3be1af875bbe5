"""Mistakes in least_squares_gradient: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("sum", "the sum over the samples instead of their mean", "the division by the number of samples",
     "Write every sample down twice: should the gradient change?",
     "grad = dot(transpose(X), dot(X, w) - y)"),
    ("factor-2", "a factor 2 too many", "the factor in front of the sum",
     "The loss is half a mean of squares: what becomes of the half when you take the derivative?",
     "grad = 2*dot(transpose(X), dot(X, w) - y)/rows(X)"),
    ("sign", "the residual has the wrong sign", "prediction minus target, or target minus prediction",
     "Where the prediction is too large, should growing w make the loss larger or smaller?",
     "grad = dot(transpose(X), y - dot(X, w))/rows(X)"),
    ("divided-by-weights", "the sum is divided by the number of weights, not of samples",
     "the number that you divide by",
     "Write every sample down twice: should the gradient change?",
     "grad = dot(transpose(X), dot(X, w) - y)/rows(w)"),
    ("product-of-means", "the mean residual is multiplied by the mean sample", "what is averaged",
     "Is the mean of the products of two series the product of their means? Try 1, -1 and 1, -1.",
     "grad = sum(dot(X, w) - y)/rows(X)*dot(transpose(X), 1 + 0*y)/rows(X)"),
    ("mean-prediction", "every prediction is compared with every target: y is a column, and the residuals are a table",
     "the shapes of prediction and target",
     "Print the shape of prediction minus target: how many residuals should there be?",
     "grad = dot(transpose(X), sum(dot(X, w))/rows(X) - y)/rows(X)"),
)
