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
    """Cubes.

    Return the third power of every entry. No loop is needed: NumPy does the same to all entries
    at once.

    Formula:
        value = x**3

    Arguments:
        x  numbers, float64, any shape

    Returns:
        value  a new array, float64, same shape as x

    Source: NumPy, the absolute basics for beginners, basic array operations
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A new array
#
# `w = w + change` makes a new array. `w += change` changes the one that you were given, and whoever gave it to you
# still looks at it.


# %% moved
def moved(w, change):
    """A new array.

    Return w plus the change. The w that you are given must stay as it was: make a new array.

    Formula:
        value = w + change

    Arguments:
        w       where you are, float64, any shape
        change  how far to go, and in which direction, float64, same shape as w

    Returns:
        value  a new array, float64, same shape as w

    Source: NumPy, copies and views
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Two things returned, and a new dict
#
# `return mean, {"total": total, "t": t}` returns a pair. What is remembered from call to call stands in a dict: read
# the old one (`state["t"]`), and write a new one.


# %% mean_so_far
def mean_so_far(x, state):
    """The mean so far.

    Count the new x, add it to the total, and return two things: the mean of all x so far, and a
    new state. Leave the old state as it is: write a new dict.

    Formula:
        t = t + 1
        total = total + x
        mean = total/t

    Arguments:
        x      the new value, float64, 0-d
        state  dict {"total": the sum of all x so far, "t": how many there were, int}; before
               the first step: zeros of w's shape (t: 0)

    Returns:
        (mean, state)  mean: the mean of all x so far, float64, 0-d; state: a new dict with
                       "total", "t"

    Source: Python tutorial, section 5, data structures
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A loop that remembers
#
# Start with a sum of 0 and an empty list, collect the sum after each value with `append`, and return the list as an
# array: `np.array(sums)`.


# %% running_sums
def running_sums(values):
    """Running sums.

    Return the sum after each value: an array as long as `values`. Write a loop that keeps the
    sum and collects it.

    Formula:
        start with total = 0; for each value x_k, one after another:
            total = total + x_k

    Arguments:
        values  the series, float64, shape (n,)

    Returns:
        result  the sum after each value, float64, shape (n,)

    Source: Python tutorial, section 4, more control flow tools
    """
    # YOUR CODE HERE
    raise NotImplementedError()


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
