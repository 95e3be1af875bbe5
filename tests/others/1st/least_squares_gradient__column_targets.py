"""Makes y a column, so prediction minus target broadcasts to an (n, n) table and the later mean replaces each
sample's prediction by the mean prediction."""

import numpy as np


def least_squares_gradient(w, X, y):
    n, d = X.shape
    prediction = np.dot(X, w)
    error = prediction - y.reshape(-1, 1)
    grad = np.dot(X.T, error) / n
    return grad.mean(axis=1)
