"""With w as a column, `err = X.dot(w) - y` broadcasts (n, 1) against (n,) to (n, n); averaging the columns in
`per_sample.mean(axis=1)` gives X^T (Xw - mean(y)), not divided by n and with the mean target for each target."""

import numpy as np


def least_squares_gradient(w, X, y):
    w = w.reshape(-1, 1)          # column vector, as in the formula
    err = X.dot(w) - y
    per_sample = X.T.dot(err)     # one column for each sample
    grad = per_sample.mean(axis=1)
    return grad
