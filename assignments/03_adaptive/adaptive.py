# %% [markdown]
# # Adaptive methods
#
# One learning rate for all weights is a compromise: too large for the steep directions, too small for the flat ones.
# The optimizers of this unit look at the gradients that each weight has seen and give every weight a step of its own.
#
# Letters differ from text to text. Here `s` or `v` is an average (or sum) of squared gradients, which some texts call
# S; the velocity of unit 02 is also a v, and another thing. The learning rate lr is written alpha or eta elsewhere. If
# you read on, read Ruder, "An overview of gradient descent optimization algorithms" (arXiv:1609.04747; some reading
# lists give this number another title).
#
# All work coordinate by coordinate, on arrays of any shape. Those that correct for the start at 0 count their steps:
# `t` in the state says how many were taken *before* this one, so the first thing to do is to add 1.

# %%
import numpy as np

# %% [markdown]
# ## AdaGrad
#
# Sum up the squared gradients of each weight and divide its step by the root of the sum. The sum only grows, so the
# rate that a gradient is multiplied by only falls. That AdaGrad therefore stops too early is often said and not always
# true: on L(w) = w^2 it reaches the minimum.
#
# The small number eps keeps the division away from 0/0. Some texts add it to the root, others to the sum inside the
# root, and some leave it out and get NaN at the first zero gradient. With eps = 1e-8 you will hardly see which one you
# have; with eps = 0.1 you will. The formula below is the one of this course.


# %% adagrad
def adagrad(w, grad, state, *, lr, eps):
    """AdaGrad.

    Add the squared gradient to s, coordinate by coordinate; then divide each coordinate's step
    by the root of its sum. Return the new w and a new state.

    Formula:
        s = s + grad**2
        w = w - lr*grad/(sqrt(s) + eps)

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"s": sum of the squared gradients}; before the first step: zeros of w's
               shape
        lr     learning rate: how far to step
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "s"

    Source: Duchi, Hazan and Singer 2011, Journal of Machine Learning Research 12, section 1.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## RMSprop
#
# RMSprop forgets: an average takes the place of AdaGrad's sum. It is the average from unit 02, of squared gradients. It
# is sometimes listed among the methods with momentum, but nothing in it remembers a direction.
#
# If you compare with a worked example on paper, take L(w) = w^2, w = 4, lr = 0.1 and beta = 0.9. The first step ends at
# 3.6838, the second at 3.4635. If you get 3.48 on paper, you have taken the gradient from another point, 6.4 from
# gradient descent's 3.2: the gradient at 3.6838 is 7.3675, and s is 0.9 * 6.4 + 0.1 * 7.3675**2 = 11.188. (A sum of
# 10.24, which is seen there as well, is wrong even for 6.4: 0.9 * 6.4 + 0.1 * 6.4**2 = 9.856. It hardly shows in w.)
# And mind which beta is meant: lists of usual values give beta1 = 0.9 and beta2 = 0.999 for Adam, and RMSprop's only
# beta averages squares. Here it is 0.9; with 0.999 the first step would end at 0.84.


# %% rmsprop
def rmsprop(w, grad, state, *, lr, beta, eps):
    """RMSprop.

    Update the moving average s of the squared gradients; then divide each coordinate's step by
    the root of its average. Return the new w and a new state.

    Formula:
        s = beta*s + (1 - beta)*grad**2
        w = w - lr*grad/(sqrt(s) + eps)

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"s": average of the squared gradients}; before the first step: zeros of w's
               shape
        lr     learning rate: how far to step
        beta   weight of the past in the average, 0 <= beta < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "s"

    Source: Tieleman and Hinton 2012, Neural Networks for Machine Learning, lecture 6.5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Adam
#
# Adam steps along an average of the gradients (m) and divides by the root of an average of their squares (v). Both
# averages start at 0 and are too small at first; dividing by 1 - beta**t corrects that, as in unit 02.
#
# Without the correction the method looks almost the same on paper and is another one: on L(w) = w^2 from w = 4 its
# first step ends at 3.6838, not at 3.9. That is where RMSprop with beta = 0.9 gets to, too, because (1 - beta1)/sqrt(1
# - beta2) happens to be 1/sqrt(1 - beta). And the first step of Adam, for any gradient, is as long as lr: AdaGrad and a
# step of fixed length by the sign of the gradient end at 3.9 as well. So never judge your code by its first step; take
# three: from 3.9 Adam goes on to 3.8001 and 3.7003.
#
# Is Adam the best or the safest choice? There is a simple convex problem on which it goes to the worst point of all.
# You will meet the paper that shows it, and the repair, under AMSGrad.


# %% adam
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    """Adam.

    Count the step, update the average m of the gradients and the average v of their squares,
    correct both for their start at 0, and step. Return the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        w = w - lr*m_hat/(sqrt(v_hat) + eps)

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"m": average of the gradients, "v": average of the squared gradients, "t":
               steps already taken, int}; before the first step: zeros of w's shape (t: 0)
        lr     learning rate: how far to step
        beta1  weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2  weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "v",
                    "t"

    Source: Kingma and Ba 2015 (arXiv:1412.6980), algorithm 1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Adadelta
#
# If w is measured in metres, a step should be too. RMSprop's step has no unit at all; Adadelta multiplies it by the
# root of the average of its own past updates, which has the right one. No learning rate is needed, so 1 is the usual
# value; libraries have added it. The eps matters more than elsewhere: the average of updates starts at 0, and eps and
# rho set the length of the first step: it is about lr*sqrt(eps/(1 - rho)), whatever the gradient.


# %% adadelta
def adadelta(w, grad, state, *, lr, rho, eps):
    """Adadelta.

    Update the average s of the squared gradients, compute the update u from both roots, then
    update the average d of the squared updates, and step. Return the new w and a new state.

    Formula:
        s = rho*s + (1 - rho)*grad**2
        u = grad*sqrt(d + eps)/sqrt(s + eps)
        d = rho*d + (1 - rho)*u**2
        w = w - lr*u

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"s": average of the squared gradients, "d": average of the squared updates
               u}; before the first step: zeros of w's shape
        lr     learning rate: a factor on the update, 1 in the paper
        rho    weight of the past in both averages, 0 <= rho < 1
        eps    small number under both roots; with rho it sets the length of the first step

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "s", "d"

    Source: Zeiler 2012 (arXiv:1212.5701), algorithm 1; the learning rate was added by
    libraries, 1 is the paper
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## AdaMax
#
# Adam with a maximum in place of the root: u remembers the largest gradient size seen, and lets it fade. A maximum
# needs no correction for its start at 0, as the first gradient goes into it whole.


# %% adamax
def adamax(w, grad, state, *, lr, beta1, beta2, eps):
    """AdaMax.

    Count the step, update the average m of the gradients and the fading maximum u of their
    sizes, correct m for its start at 0, and step. Return the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        u = max(beta2*u, abs(grad) + eps)
        m_hat = m/(1 - beta1**t)
        w = w - lr*m_hat/u

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"m": average of the gradients, "u": fading maximum of the gradients' sizes,
               "t": steps already taken, int}; before the first step: zeros of w's shape (t: 0)
        lr     learning rate: how far to step
        beta1  weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2  how much of the old maximum is left after a step, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "u",
                    "t"

    Source: Kingma and Ba 2015 (arXiv:1412.6980), algorithm 2, with eps as in PyTorch
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## NAdam
#
# Nesterov's idea for Adam. The next step will move along beta1 * m whatever its gradient is, so part of that motion can
# be made now: m is weighted and corrected as the *next* step will do it, hence the t + 1. PyTorch and Keras start
# from half of beta1 and let it grow with t; here it stays.


# %% nadam
def nadam(w, grad, state, *, lr, beta1, beta2, eps):
    """NAdam.

    Update Adam's averages; then blend m, corrected as for the next step, with the new gradient,
    corrected as for this one, and step along the blend. Return the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_bar = beta1*m/(1 - beta1**(t + 1)) + (1 - beta1)*grad/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        w = w - lr*m_bar/(sqrt(v_hat) + eps)

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"m": average of the gradients, "v": average of the squared gradients, "t":
               steps already taken, int}; before the first step: zeros of w's shape (t: 0)
        lr     learning rate: how far to step
        beta1  weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2  weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "v",
                    "t"

    Source: Dozat 2015, Incorporating Nesterov Momentum into Adam (report 054 of Stanford's
    CS229), algorithm 8, with a constant beta1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## AMSGrad
#
# "On the Convergence of Adam and Beyond" (Reddi, Kale and Kumar 2018, arXiv:1904.09237; some reading lists give this
# number another title) shows a convex problem on which Adam fails: rare large gradients are forgotten too soon. The
# repair is to divide by the largest average so far. The paper does not correct for the start at 0, PyTorch corrects the
# maximum, and optax takes the maximum of the corrected averages. These are three different methods; see below for ours.


# %% amsgrad
def amsgrad(w, grad, state, *, lr, beta1, beta2, eps):
    """AMSGrad.

    Update Adam's averages and the largest v so far, coordinate by coordinate; correct m and
    that maximum for their start at 0, and step. Return the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        v_max = max(v, v_max)
        m_hat = m/(1 - beta1**t)
        v_hat = v_max/(1 - beta2**t)
        w = w - lr*m_hat/(sqrt(v_hat) + eps)

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"m": average of the gradients, "v": average of the squared gradients,
               "v_max": largest v so far, "t": steps already taken, int}; before the first step:
               zeros of w's shape (t: 0)
        lr     learning rate: how far to step
        beta1  weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2  weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "v",
                    "v_max", "t"

    Source: Reddi, Kale and Kumar 2018 (arXiv:1904.09237), algorithm 2, with the bias correction
    of PyTorch
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## AdamW
#
# For plain gradient descent it does not matter whether large weights are punished in the loss or shrunk by a factor.
# For Adam it does: what is added to the gradient is divided by the root, and weights with large gradients shrink least.
# AdamW shrinks the weights first and keeps the decay out of m and v. On L(w) = w^2 a penalty does nothing at all in
# Adam: it only rescales the gradient, and Adam does not notice the scale. From w = 4 with lr = 0.1 and a decay of 0.5
# the path is still 3.9, 3.8001, 3.7003, where AdamW goes to 3.7, 3.4153, 3.1453. On (w - 3)^2 the two end in different
# places: the penalty at its own minimum, 2.4, and AdamW at 2, which is 1/weight_decay.


# %% adamw
def adamw(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    """AdamW.

    First shrink w by the factor 1 - lr*weight_decay, which is called `decayed` below; then take
    Adam's step from there. The decay does not enter m and v. Return the new w and a new state.

    Formula:
        decayed = (1 - lr*weight_decay)*w
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        w = decayed - lr*m_hat/(sqrt(v_hat) + eps)

    Arguments:
        w             weights, float64, any shape
        grad          gradient of the loss at w, float64, same shape as w
        state         dict {"m": average of the gradients, "v": average of the squared
                      gradients, "t": steps already taken, int}; before the first step: zeros of
                      w's shape (t: 0)
        lr            learning rate: how far to step
        beta1         weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2         weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps           small number that keeps the division away from 0/0
        weight_decay  how strongly the weights are pulled towards 0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "v",
                    "t"

    Source: Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 2, with the decay times lr
    as in PyTorch
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## RAdam
#
# After one step Adam's v is the square of a single gradient, and an average of one number is not to be trusted: this is
# why people warm Adam up. RAdam asks how many gradients v is worth. As long as these are too few, it leaves v out; then
# it takes Adam's step times a factor r, which grows towards 1.


# %% radam
def radam(w, grad, state, *, lr, beta1, beta2, eps):
    """RAdam.

    Update Adam's averages and correct both. rho says how many gradients the average v is worth:
    where it is more than 4, step as Adam does, times the factor r; else step along the
    corrected m alone. Return the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        rho_inf = 2/(1 - beta2) - 1
        rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
        r = sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)) if rho > 4 else
            1
        update = r*m_hat/(sqrt(v_hat) + eps) if rho > 4 else m_hat
        w = w - lr*update

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"m": average of the gradients, "v": average of the squared gradients, "t":
               steps already taken, int}; before the first step: zeros of w's shape (t: 0)
        lr     learning rate: how far to step
        beta1  weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2  weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m", "v",
                    "t"

    Source: Liu et al. 2020 (arXiv:1908.03265), algorithm 2, with eps as in Adam
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. RMSprop is said to avoid overshooting. With a constant learning rate it never comes to rest here: where
# does it end, and how does that depend on lr? What does Adam do in the same 200 steps?

# %%
if __name__ == "__main__":
    zeros = np.zeros(())
    runs = {
        "rmsprop": (rmsprop, {"s": zeros}, {"lr": 0.1, "beta": 0.9, "eps": 1e-8}),
        "adam": (adam, {"m": zeros, "v": zeros, "t": 0}, {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}),
    }
    paths = {}
    for name, (optimizer, state, settings) in runs.items():
        w = np.array(4.0)
        paths[name] = [w]
        for _ in range(200):
            w, state = optimizer(w, 2 * w, state, **settings)
            paths[name].append(w)
        print(f"{name:8} after 1, 2 and 3 steps: {', '.join(f'{float(w):.4f}' for w in paths[name][1:4])}")
        print(f"{name:8} after 199 and 200 steps: {', '.join(f'{float(w):.4f}' for w in paths[name][-2:])}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        for name, path in paths.items():
            plt.plot(path, label=name)
        plt.axhline(0.0, color="gray")
        plt.xlabel("step")
        plt.ylabel("w")
        plt.legend()
        plt.show()
