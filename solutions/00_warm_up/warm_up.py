# %% [markdown]
# # Warm-up
#
# Five minutes, no points: four short functions that need no optimizer, and all that the optimizers will need of Python
# and NumPy. Replace each `raise NotImplementedError()` by your code, save, and check.

# %%
import numpy as np

# %% [markdown]
# ## Every entry at once
#
# NumPy carries out `2 * x` or `x + 1` for every entry of an array. A power is written `**`; `^` is something else.


# %% cubes
def cubes(x):
    """{{cubes}}"""
    ### BEGIN SOLUTION
    return x**3
    ### END SOLUTION


# %% [markdown]
# ## A new array
#
# `w = w + change` makes a new array. `w += change` changes the one that you were given, and whoever gave it to you
# still looks at it.


# %% moved
def moved(w, change):
    """{{moved}}"""
    ### BEGIN SOLUTION
    return w + change
    ### END SOLUTION


# %% [markdown]
# ## Two things returned, and a new dict
#
# `return mean, {"total": total, "t": t}` returns a pair. What is remembered from call to call stands in a dict: read
# the old one (`state["t"]`), and write a new one.


# %% mean_so_far
def mean_so_far(x, state):
    """{{mean_so_far}}"""
    ### BEGIN SOLUTION
    t = state["t"] + 1
    total = state["total"] + x
    return total / t, {"total": total, "t": t}
    ### END SOLUTION


# %% [markdown]
# ## A loop that remembers
#
# Start with a sum of 0 and an empty list, collect the sum after each value with `append`, and return the list as an
# array: `np.array(sums)`.


# %% running_sums
def running_sums(values):
    """{{running_sums}}"""
    ### BEGIN SOLUTION
    total = 0.0
    sums = []
    for value in values:
        total = total + value
        sums.append(total)
    return np.array(sums)
    ### END SOLUTION


# %% [markdown]
# ## Try it
#
# Not graded. Which of these lines changes `w`?

# %%
if __name__ == "__main__":
    w = np.array([1.0, 2.0])
    print(cubes(w), w)
    print(moved(w, np.array([0.5, 0.5])), w)
    state = {"total": np.array(0.0), "t": 0}
    for x in np.array([3.0, 5.0]):
        mean, state = mean_so_far(x, state)
        print(mean, state)
    print(running_sums(np.array([1.0, 2.0, 4.0])))
