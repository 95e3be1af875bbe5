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
# Many texts name this average and never write it down; most of the optimizers in the next unit are made of it.


# %% exponential_moving_average
def exponential_moving_average(values, *, beta, bias_correction):
    """{{exponential_moving_average}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Momentum
#
# Textbooks and libraries write momentum in several ways. Two of them give the same path as long as the learning rate
# stays the same, and different paths when it changes; the average-like form takes steps that are smaller by the factor
# 1 - beta. The formula below is the one of this course.
#
# Momentum is often said to avoid oscillations and to speed things up. On L(w) = w^2 with beta = 0.9 it does the
# opposite: from w = 4 it runs through the minimum and swings back and forth, and after 20 steps it is still 1.4 away,
# where plain gradient descent is at 0.046. It helps in long valleys, not in a round bowl. And what it "accelerates" is
# the motion of w; "accelerated gradient vectors", as some texts have it, mean nothing.


# %% momentum
def momentum(w, grad, state, *, lr, beta):
    """{{momentum}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Nesterov momentum
#
# The velocity will carry you a known way, whatever the gradient says. So look at the slope *there*.


# %% nesterov
def nesterov(w, grad_fn, state, *, lr, beta):
    """{{nesterov}}"""
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
