"""A column minus a row broadcasts to an (n, n) matrix of all pairs of predictions and targets (line `residual = pred
- y`), so the number is wrong."""

import numpy as np


def least_squares_gradient(w, X, y):
    n = X.shape[0]
    pred = X @ w
    y = y.reshape(-1, 1)
    residual = pred - y
    grad = X.T @ residual / n
    return grad.mean(axis=1)
