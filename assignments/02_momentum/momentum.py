# %% [markdown]
# # Momentum
#
# A ball that rolls downhill remembers how it has moved so far. In this unit you write the average that does the
# remembering, and two optimizers that use it.
#
# An optimizer with a memory keeps it in `state`, a dict. It gets the old state and returns a new one:
# `w, state = momentum(w, grad, state, lr=0.1, beta=0.9)`.

# %%
import numpy as np

# %% [markdown]
# ## The exponential moving average
#
# Each new average keeps the part beta of the old one. The average starts at 0 and is therefore too small at first: with
# beta = 0.9 the average of 3, 3, 3, ... starts at 0.3. Dividing by 1 - beta**k after k values corrects exactly that.


# %% exponential_moving_average
def exponential_moving_average(values, *, beta, bias_correction):
    """Exponential moving average.

    Return the moving average after each value: an array as long as `values`. The average starts
    at 0; with `bias_correction` every average is divided by 1 - beta**k, where k counts the
    values from 1.

    Formula:
        start with k = 0, a = 0; for each value x_k, one after another:
            k = k + 1
            a = beta*a + (1 - beta)*x_k
            average = a/(1 - beta**k) if bias_correction else a

    Arguments:
        values           the series, float64, shape (n,)
        beta             weight of the past in the average, 0 <= beta < 1
        bias_correction  whether to correct for the start at 0

    Returns:
        result  the average after each value, float64, shape (n,)

    Source: Kingma and Ba 2015 (arXiv:1412.6980), section 3, for the bias correction
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Momentum
#
# Textbooks and libraries write momentum in several ways. Two of them give the same path as long as the learning rate
# stays the same, and different paths when it changes; the average-like form takes steps that are smaller by the factor
# 1 - beta. The formula below is the one of this course.
#
# Momentum is often said to avoid oscillations. On L(w) = w^2 with beta = 0.9 it does the opposite: from w = 4 it runs
# through the minimum and swings back and forth. It helps in long valleys, not in a round bowl.


# %% momentum
def momentum(w, grad, state, *, lr, beta):
    """Momentum.

    Update the velocity v with the new gradient, then move w along it. Return the new w and a
    new state; leave the old ones as they are.

    Formula:
        v = beta*v + grad
        w = w - lr*v

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"v": the velocity}; before the first step: zeros of w's shape
        lr     learning rate: how far to step
        beta   how much of the previous velocity is kept, 0 <= beta < 1

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "v"

    Source: Polyak 1964 (heavy ball); Sutskever et al. 2013, equations 1 and 2
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Nesterov momentum
#
# The velocity will carry you a known way, whatever the gradient says. So look at the slope *there*.


# %% nesterov
def nesterov(w, grad_fn, state, *, lr, beta):
    """Nesterov momentum.

    Measure the gradient not at w but at the point to which the velocity is about to carry you;
    then update the velocity and w as with momentum. Call `grad_fn` once.

    Formula:
        ahead = w - lr*beta*v
        grad = grad_fn(ahead)
        v = beta*v + grad
        w = w - lr*v

    Arguments:
        w        weights, float64, any shape
        grad_fn  function that returns the gradient at a point, in the shape of the point
        state    dict {"v": the velocity}; before the first step: zeros of w's shape
        lr       learning rate: how far to step
        beta     how much of the previous velocity is kept, 0 <= beta < 1

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "v"

    Source: Nesterov 1983; Sutskever et al. 2013, equations 3 and 4
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. How many times does momentum cross the minimum? And with beta = 0.5?

# %%
if __name__ == "__main__":
    w = np.array(4.0)
    state = {"v": np.zeros(())}
    path = [w]
    for step in range(40):
        w, state = momentum(w, 2 * w, state, lr=0.1, beta=0.9)
        path.append(w)
        print(f"step {step + 1:2d}: w = {float(w):8.5f}, v = {float(state['v']):8.5f}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        plt.plot(path, marker="o")
        plt.axhline(0.0, color="gray")
        plt.xlabel("step")
        plt.ylabel("w")
        plt.show()
