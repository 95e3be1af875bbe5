# %% [markdown]
# # Gradient descent
#
# Training means: measure the slope of the loss at the weights `w`, take a step downhill, and do it again. In this unit
# you write that step, a whole run of it, and the two ways to use only part of the data for each step.
#
# Every function here returns a *new* array and leaves its arguments alone. These five lines show why that needs care:
# `w -= ...` works in place, so the array of whoever called you changes too.

# %%
import numpy as np
caller = np.array([4.0, 2.0])
w = caller  # a second name for the same array, as when it is passed to a function
w -= 0.1 * np.array([8.0, 4.0])
print(caller)  # [3.2 1.6]: `w = w - ...` would have made a new array

# %% [markdown]
# ## One step
#
# The handout's example: on L(w) = w^2 the gradient is 2w. From w = 4 with learning rate 0.1 the step goes to
# 4 - 0.1 * 8 = 3.2, the next one to 2.56. A common claim is that steep places make the learning rate larger. They do
# not: the learning rate stays as it is, and the *step* is long because the gradient is.


# %% gradient_descent
def gradient_descent(w, grad, *, lr):
    """{{gradient_descent}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A whole run
#
# Too large a learning rate does not make gradient descent settle early at a bad place; on a parabola with curvature L
# it makes it diverge, exactly when lr > 2/L.


# %% descend
def descend(grad_fn, w, *, lr, steps):
    """{{descend}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The gradient of a data set
#
# A linear model predicts x.w for a sample x. The loss is half the mean squared error over the n samples.


# %% least_squares_gradient
def least_squares_gradient(w, X, y):
    """{{least_squares_gradient}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Stochastic gradient descent
#
# One step for each sample: cheap, and noisy. (Where the loss has no data in it, as L(w) = w^2, stochastic and plain
# gradient descent are the same thing.) You may read that it is for small data sets, and elsewhere that it is for large
# ones. A step costs the same however many samples there are, so it saves the more, the larger the data set is.
#
# Handouts often announce a calculation by hand and leave it out: `grade show sgd_epoch` works one out in fractions.


# %% sgd_epoch
def sgd_epoch(w, X, y, order, *, lr):
    """{{sgd_epoch}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Mini-batches
#
# In between: a step for each small batch, along the mean gradient of its samples.


# %% minibatch_epoch
def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    """{{minibatch_epoch}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. Run this file (or this cell) and change the learning rate: what happens at 0.9, at 1.0, at 1.1?

# %%
if __name__ == "__main__":
    path = descend(lambda w: 2 * w, np.array(4.0), lr=0.1, steps=20)
    for step, point in enumerate(path):
        print(f"step {step:2d}: w = {point:8.5f}, loss = {point**2:9.6f}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        plt.plot(path**2, marker="o")
        plt.xlabel("step")
        plt.ylabel("loss")
        plt.show()
