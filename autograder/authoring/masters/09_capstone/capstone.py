# %% [markdown]
# # Capstone: your own optimizers train a network
#
# All that you have written comes together here: your `train` asks your schedules for the rate, and your optimizers take
# the steps, down the gradient of a small network that you write now. What you measure is no longer a number on a
# parabola, but something that anybody could want to know: which of two kinds of iris is this?
#
# And you will see that two questions have two answers. *Optimization*: how well does the network learn the flowers that
# it is shown? *Generalization*: how well does it know flowers that it has never seen?

# %%
import numpy as np

import grade_descent.own_files  # finds what you wrote in the other units, be it a file or a notebook

from gradient_descent import gradient_descent
from momentum import momentum
from adaptive import adam, rmsprop
from schedules import linear_decay, warmup_cosine
from training import train

# %% [markdown]
# ## The flowers
#
# Fifty flowers of Iris versicolor and fifty of Iris virginica, measured by Edgar Anderson and published by Ronald
# Fisher (The use of multiple measurements in taxonomic problems, Annals of Eugenics 7, 1936; in the public domain).
# Of each flower stand here the length and the width of a sepal, in tenths of a centimetre. By their sepals the two
# kinds can hardly be told apart: nobody gets all of them right, and that is why they are here.
#
# Every other flower is for training. The rest is for the test, and must not be touched before the end.

# %%
VERSICOLOR = """
70-32 64-32 69-31 55-23 65-28 57-28 63-33 49-24 66-29 52-27 50-20 59-30 60-22 61-29 56-29 67-31 56-30 58-27
62-22 56-25 59-32 61-28 63-25 61-28 64-29 66-30 68-28 67-30 60-29 57-26 55-24 55-24 58-27 60-27 54-30 60-34
67-31 63-23 56-30 55-25 55-26 61-30 58-26 50-23 56-27 57-30 57-29 62-29 51-25 57-28
"""
VIRGINICA = """
63-33 58-27 71-30 63-29 65-30 76-30 49-25 73-29 67-25 72-36 65-32 64-27 68-30 57-25 58-28 64-32 65-30 77-38
77-26 60-22 69-32 56-28 77-28 63-27 67-33 72-32 62-28 61-30 64-28 72-30 74-28 79-38 64-28 63-28 61-26 77-30
63-34 64-31 60-30 69-31 67-31 69-31 58-27 68-32 67-33 67-30 63-25 65-30 62-34 59-30
"""


def flowers(text):
    """Sepals as the network sees them: length and width around 6 and 3 cm, in units of 1 and 0.5 cm."""
    millimetres = np.array([pair.split("-") for pair in text.split()], dtype=np.float64)
    return (millimetres - np.array([60.0, 30.0])) / np.array([10.0, 5.0])


X_train = np.concatenate([flowers(VERSICOLOR)[::2], flowers(VIRGINICA)[::2]])
X_test = np.concatenate([flowers(VERSICOLOR)[1::2], flowers(VIRGINICA)[1::2]])
y_train = y_test = np.repeat([-1.0, 1.0], 25)  # versicolor -1, virginica 1

# %% [markdown]
# ## The network
#
# Two numbers go in, eight hidden neurons with tanh, one number z comes out; its sign says which kind of iris it is. The
# loss log(1 + exp(-y*z)) is small where z has the sign of the label y and is large, and grows like the number itself
# where it has the wrong one. All 33 weights stand in one array w, so that every optimizer of yours can step with them.
#
# The network is given, as is the share of flowers that it takes for the other kind. Its gradient is yours.

# %%
def outputs(w, X):
    """The network: one output z for each sample."""
    h = np.tanh(X @ w[:16].reshape(8, 2).T + w[16:24])
    return h @ w[24:32] + w[32]


def error_rate(w, X, y):
    """The share of samples whose output has another sign than their label."""
    return np.mean(np.sign(outputs(w, X)) != y)


# %% network_gradient
def network_gradient(w, X, y):
    """{{network_gradient}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The experiment
#
# Four optimizers and three schedules of yours, each optimizer with a learning rate that suits it. They get the same
# start, the same flowers and the same number of gradients: an equal budget. The seed makes the start, so that whoever
# runs this again, on whatever computer, gets your numbers.
#
# The lines below only bring your functions into the form that `train` expects. Does it work with more of them, with
# `adamw` or `lion`? Add a line. (Only those that are here now are graded.)

# %%
SEED, STEPS = 0, 150


def initial_weights(seed):
    """Weights to start from: the same seed gives the same ones."""
    return np.random.default_rng(seed).uniform(-1, 1, 33)


OPTIMIZERS = {
    "gradient_descent": lambda w, grad, state, *, lr: (gradient_descent(w, grad, lr=lr), state),
    "momentum": lambda w, grad, state, *, lr: momentum(w, grad, state or {"v": np.zeros_like(w)}, lr=lr, beta=0.9),
    "rmsprop": lambda w, grad, state, *, lr: rmsprop(
        w, grad, state or {"s": np.zeros_like(w)}, lr=lr, beta=0.9, eps=1e-8
    ),
    "adam": lambda w, grad, state, *, lr: adam(
        w,
        grad,
        state or {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0},
        lr=lr,
        beta1=0.9,
        beta2=0.999,
        eps=1e-8,
    ),
}
LEARNING_RATES = {"gradient_descent": 2.0, "momentum": 0.5, "rmsprop": 0.04, "adam": 0.1}
SCHEDULES = {
    "constant": lambda step, base, steps: base,
    "linear_decay": lambda step, base, steps: linear_decay(step, lr_start=base, lr_end=0.0, total_steps=steps),
    "warmup_cosine": lambda step, base, steps: warmup_cosine(
        step, lr_peak=base, lr_end=0.0, warmup_steps=max(1, steps // 10), total_steps=steps
    ),
}


# %% experiment
def experiment(optimizer, schedule, X, y, *, seed, steps):
    """{{experiment}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Two errors
#
# The training error says how far the optimizer has come. The test error says what has been learnt. Whoever looks at the
# test error to choose a step, a rate or a seed has made it a training error.


# %% final_errors
def final_errors(optimizer, schedule, *, seed, steps):
    """{{final_errors}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Your table
#
# The last cell of this file prints what your functions give, and writes a page with your curves. Before you run it:
# which pair do you expect to learn the training flowers best, and which one to know the test flowers best?
#
# Then note here what you have found. Whoever reads a paper trusts that its table says what its program gives; yours is
# checked against your own functions, not against ours.


# %% results
def results(optimizer, schedule):
    """{{results}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. The table, and `report.html` with a curve of both errors for every pair: the two errors fall together at
# first, and then part. Which optimizer is best? With another seed, is it still? One flower of fifty is 0.02: how many
# seeds would you want before you believe a difference of two flowers?

# %%
if __name__ == "__main__":
    from grade_descent.curves import write_curves

    print(f"training and test error after {STEPS} steps, seed {SEED}")
    curves = {}
    for optimizer in OPTIMIZERS:
        for schedule in SCHEDULES:
            train_error, test_error = final_errors(optimizer, schedule, seed=SEED, steps=STEPS)
            print(f'("{optimizer}", "{schedule}"): ({train_error:.2f}, {test_error:.2f}),')
            points = experiment(optimizer, schedule, X_train, y_train, seed=SEED, steps=STEPS)
            curves[optimizer, schedule] = {
                "training error": [error_rate(w, X_train, y_train) for w in points],
                "test error": [error_rate(w, X_test, y_test) for w in points],
            }
    print("Your curves:", write_curves("report.html", "My optimizers on iris", curves))
