"""Mistakes in minibatch_epoch: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("sum", "the sum over the batch instead of its mean", "the division by the number of samples in the batch",
     "Should a batch of 32 take a step 32 times as long as a batch of 1?",
     "grad = dot(transpose(X_b), dot(X_b, w) - y_b)"),
    ("batch-size-divisor", "the last, smaller batch is divided by batch_size", "the number that you divide by",
     "How many samples are in the last batch?",
     "grad = dot(transpose(X_b), dot(X_b, w) - y_b)/batch_size"),
    ("data-size-divisor", "the batch is divided by the number of all samples", "the number that you divide by",
     "The mean of a batch: over which samples?",
     "grad = dot(transpose(X_b), dot(X_b, w) - y_b)/rows(X)"),
    ("ascent", "steps up the gradient instead of down", "the sign in the line that computes the new w",
     "Does the loss fall during your epoch?",
     "w = w + lr*grad"),
)
