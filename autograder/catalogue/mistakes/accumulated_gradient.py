"""Mistakes in accumulated_gradient: id, what the code does, where to look, a question, the lines."""

RAGGED = "With five samples in slices of two: how much does the last sample count, and how much each of the others?"

MISTAKES = (
    ("mean-of-means", "the means of the slices are averaged, so that a small last slice counts too much",
     "what you divide by, and where", RAGGED,
     "total = total + dot(transpose(X_b), dot(X_b, w) - y_b)/rows(X_b); "
     "grad = total/((batch_size + micro - 1)//micro)"),
    ("sum-of-means", "the means of the slices are added up", "what you divide by, and where",
     "Halve `micro`: does your gradient become twice as long?",
     "total = total + dot(transpose(X_b), dot(X_b, w) - y_b)/rows(X_b); grad = total"),
    ("sum", "the sum over the batch instead of its mean", "the division at the end",
     "Should a batch of 32 have a gradient 32 times as long as a batch of 1?",
     "grad = total"),
    ("divided-by-micro", "the sum is divided by the size of a slice", "the number that you divide by",
     "Over how many samples is the sum in the end?",
     "grad = total/micro"),
    ("divided-by-slices", "the sum is divided by the number of slices", "the number that you divide by",
     "Over how many samples is the sum in the end?",
     "grad = total/((batch_size + micro - 1)//micro)"),
    ("divided-by-data", "the sum is divided by the number of all samples", "the number that you divide by",
     "The mean of a batch: over which samples?",
     "grad = total/rows(X)"),
    ("last-slice-only", "only the last slice is kept", "the line that adds up",
     "Is anything left of the first slice when the loop is over?",
     "total = dot(transpose(X_b), dot(X_b, w) - y_b)"),
    ("halved-at-each-slice", "the total is averaged with each new slice", "the line that adds up",
     "How much does the first of four slices count in the end?",
     "total = (total + dot(transpose(X_b), dot(X_b, w) - y_b))/2"),
    ("full-slices-assumed", "every slice is divided as if it were full", "what you divide by, and where", RAGGED,
     "total = total + dot(transpose(X_b), dot(X_b, w) - y_b)/micro; grad = total/((batch_size + micro - 1)//micro)"),
    ("sign", "targets minus predictions: the gradient is turned round", "the sign of the error",
     "Where the prediction is too large: should a step make it larger?",
     "total = total + dot(transpose(X_b), y_b - dot(X_b, w))"),
    ("targets-forgotten", "the targets are forgotten", "the error of a prediction",
     "Where the prediction is right: is your gradient 0?",
     "total = total + dot(transpose(X_b), dot(X_b, w))"),
)
