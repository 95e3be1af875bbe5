"""Right answers of unit 04 in other arrangements.

Branches and clips, loops that carry the rate along, recursions, `math` and `np`, lists of boundaries, helpers, classes
and `functools`.
"""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "linear_decay": (
        """
def linear_decay(step, *, lr_start, lr_end, total_steps):
    if step >= total_steps:
        return lr_end
    left = total_steps - step
    return (lr_start * left + lr_end * step) / total_steps
""",
        """
def linear_decay(step, *, lr_start, lr_end, total_steps):
    return np.interp(step, [0, total_steps], [lr_start, lr_end])
""",
        """
def linear_decay(step, *, lr_start, lr_end, total_steps):
    t = np.clip(step / total_steps, 0.0, 1.0)
    return (1 - t) * lr_start + t * lr_end
""",
        """
def linear_decay(step, *, lr_start, lr_end, total_steps):
    lr = lr_start
    for _ in range(min(step, total_steps)):
        lr -= (lr_start - lr_end) / total_steps
    return lr
""",
    ),
    "step_decay": (
        """
def step_decay(step, *, lr_start, factor, step_size):
    lr = lr_start
    for s in range(1, step + 1):
        if s % step_size == 0:
            lr = lr * factor
    return lr
""",
        """
import math


def step_decay(step, *, lr_start, factor, step_size):
    return lr_start * math.pow(factor, math.floor(step / step_size))
""",
        """
def step_decay(step, *, lr_start, factor, step_size):
    if step < step_size:
        return lr_start
    return factor * step_decay(step - step_size, lr_start=lr_start, factor=factor, step_size=step_size)
""",
        """
def step_decay(step, *, lr_start, factor, step_size):
    drops, _ = divmod(step, step_size)
    return np.float64(lr_start) * np.power(factor, drops)
""",
    ),
    "multistep_decay": (
        """
def multistep_decay(step, *, lr_start, factor, milestones):
    lr = lr_start
    for milestone in milestones:
        if step >= milestone:
            lr *= factor
    return lr
""",
        """
import bisect


def multistep_decay(step, *, lr_start, factor, milestones):
    return lr_start * factor ** bisect.bisect_right(list(milestones), step)
""",
        """
def multistep_decay(step, *, lr_start, factor, milestones):
    return lr_start * np.prod(np.where(milestones <= step, factor, 1.0))
""",
        """
def multistep_decay(step, *, lr_start, factor, milestones):
    return lr_start * factor ** int(np.searchsorted(milestones, step, side="right"))
""",
    ),
    "exponential_decay": (
        """
import math


def exponential_decay(step, *, lr_start, decay):
    return lr_start * math.exp(step * math.log(decay))
""",
        """
def exponential_decay(step, *, lr_start, decay):
    lr = lr_start
    for _ in range(step):
        lr *= decay
    return lr
""",
        """
import functools


def exponential_decay(step, *, lr_start, decay):
    return functools.reduce(lambda lr, _: lr * decay, range(step), np.float64(lr_start))
""",
    ),
    "inverse_time_decay": (
        """
def inverse_time_decay(step, *, lr_start, decay):
    return lr_start * (1 + decay * step) ** -1
""",
        """
def inverse_time_decay(step, *, lr_start, decay):
    divisor = 1.0
    for _ in range(step):
        divisor += decay
    return lr_start / divisor
""",
        """
def inverse_time_decay(step, *, lr_start, decay):
    return np.divide(lr_start, np.add(1, np.multiply(decay, step)))
""",
    ),
    "polynomial_decay": (
        """
def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    if step > total_steps:
        step = total_steps
    part = ((total_steps - step) / total_steps) ** power
    return lr_start * part + lr_end * (1 - part)
""",
        """
import math


def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    left = max(0.0, 1.0 - step / total_steps)
    return math.fsum([lr_end, lr_start * math.pow(left, power), -lr_end * math.pow(left, power)])
""",
        """
def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    left = np.linspace(1.0, 0.0, total_steps + 1)[min(step, total_steps)]
    return lr_end + np.power(left, power) * (lr_start - lr_end)
""",
    ),
    "cosine_annealing": (
        """
import math


def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    if step >= total_steps:
        return lr_end
    return lr_end + 0.5 * (lr_start - lr_end) * (1 + math.cos(math.pi * step / total_steps))
""",
        """
def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    part = np.cos(np.pi / 2 * np.clip(step / total_steps, 0, 1)) ** 2
    return lr_start * part + lr_end * (1 - part)
""",
        """
def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    middle, height = (lr_start + lr_end) / 2, (lr_start - lr_end) / 2
    return middle + height * np.cos(np.radians(180 * min(step, total_steps) / total_steps))
""",
    ),
    "linear_warmup": (
        """
def linear_warmup(step, *, lr_peak, warmup_steps):
    if step + 1 < warmup_steps:
        return lr_peak / warmup_steps * (step + 1)
    return lr_peak
""",
        """
def linear_warmup(step, *, lr_peak, warmup_steps):
    return np.minimum(lr_peak, lr_peak * (step + 1) / warmup_steps)
""",
        """
def linear_warmup(step, *, lr_peak, warmup_steps):
    return (np.arange(1, warmup_steps + 1) * lr_peak / warmup_steps)[min(step, warmup_steps - 1)]
""",
    ),
    "warmup_cosine": (
        """
import math


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step >= total_steps:
        return lr_end
    if step < warmup_steps:
        return (step + 1) / warmup_steps * lr_peak
    angle = math.pi * (step - warmup_steps) / (total_steps - warmup_steps)
    return lr_end + (lr_peak - lr_end) * 0.5 * (1.0 + math.cos(angle))
""",
        """
def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    rising = lr_peak * (step + 1) / warmup_steps
    part = np.clip((step - warmup_steps) / (total_steps - warmup_steps), 0, 1)
    falling = lr_end + (lr_peak - lr_end) * np.cos(np.pi * part / 2) ** 2
    return float(np.where(step < warmup_steps, rising, falling))
""",
        """
class WarmupCosine:
    def __init__(self, peak, end, warmup, total):
        self.peak, self.end, self.warmup, self.total = peak, end, warmup, total

    def __call__(self, step):
        return self.rise(step) if step < self.warmup else self.fall(min(step, self.total) - self.warmup)

    def rise(self, step):
        return self.peak * ((step + 1) / self.warmup)

    def fall(self, step):
        share = (1 - np.cos(np.pi * step / (self.total - self.warmup))) / 2
        return self.peak - (self.peak - self.end) * share


def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    return WarmupCosine(lr_peak, lr_end, warmup_steps, total_steps)(step)
""",
    ),
    "cosine_restarts": (
        """
import math


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    start, length = 0, first_cycle
    while start + length <= step:
        start += length
        length *= cycle_factor
    return lr_end + (lr_start - lr_end) * (1 + math.cos(math.pi * (step - start) / length)) / 2
""",
        """
def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    if step >= first_cycle:
        return cosine_restarts(
            step - first_cycle,
            lr_start=lr_start,
            lr_end=lr_end,
            first_cycle=first_cycle * cycle_factor,
            cycle_factor=cycle_factor,
        )
    return lr_start + (lr_end - lr_start) * np.sin(np.pi * step / first_cycle / 2) ** 2
""",
        """
import itertools


def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    lengths = (first_cycle * cycle_factor**n for n in itertools.count())
    places = ((k, length) for length in lengths for k in range(length))
    k, length = next(itertools.islice(places, step, None))
    return np.float64(lr_end) + 0.5 * (lr_start - lr_end) * (1 + np.cos(k / length * np.pi))
""",
    ),
    "triangular_cycle": (
        """
import math


def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    cycle = math.floor(1 + step / (2 * half_cycle))
    x = abs(step / half_cycle - 2 * cycle + 1)
    return lr_min + (lr_max - lr_min) * max(0, 1 - x)
""",
        """
def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    cycles, position = divmod(step, 2 * half_cycle)
    up = position if position <= half_cycle else 2 * half_cycle - position
    return lr_min * (1 - up / half_cycle) + lr_max * (up / half_cycle)
""",
        """
def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    return np.interp(step % (2 * half_cycle), [0, half_cycle, 2 * half_cycle], [lr_min, lr_max, lr_min])
""",
    ),
    "one_cycle": (
        """
import math


def wave(a, b, done, length):
    return a + (b - a) * (1 - math.cos(math.pi * done / length)) / 2


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    if step < peak_step:
        return wave(lr_start, lr_max, step, peak_step)
    if step < total_steps:
        return wave(lr_max, lr_end, step - peak_step, total_steps - peak_step)
    return lr_end
""",
        """
import functools


def ease(part, a, b):
    return b + 0.5 * (a - b) * (1 + np.cos(np.pi * np.clip(part, 0, 1)))


def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    rise = functools.partial(ease, a=lr_start, b=lr_max)
    fall = functools.partial(ease, a=lr_max, b=lr_end)
    halves = [rise(step / peak_step), fall((step - peak_step) / (total_steps - peak_step))]
    return halves[step > peak_step]
""",
        """
def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    up = np.sin(np.pi / 2 * min(1, step / peak_step)) ** 2
    down = np.sin(np.pi / 2 * min(1, max(0, step - peak_step) / (total_steps - peak_step))) ** 2
    return lr_start + (lr_max - lr_start) * up + (lr_end - lr_max) * down
""",
    ),
    "inverse_sqrt": (
        """
import math


def inverse_sqrt(step, *, lr_peak, warmup_steps):
    count = step + 1
    if count < warmup_steps:
        return lr_peak * count / warmup_steps
    return lr_peak * math.sqrt(warmup_steps) / math.sqrt(count)
""",
        """
def inverse_sqrt(step, *, lr_peak, warmup_steps):
    t = step + 1.0
    return lr_peak * warmup_steps**0.5 * min(t**-0.5, t * warmup_steps**-1.5)
""",
        """
def inverse_sqrt(step, *, lr_peak, warmup_steps):
    ratio = np.float64(step + 1) / warmup_steps
    return np.where(ratio < 1, lr_peak * ratio, lr_peak / np.sqrt(ratio))[()]
""",
    ),
    "reduce_on_plateau": (
        """
def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    new = dict(state)
    if loss >= state["best"]:
        new["bad_steps"] += 1
    else:
        new.update(best=loss, bad_steps=0)
    if new["bad_steps"] == patience + 1:
        new["lr"] = max(state["lr"] * factor, min_lr)
        new["bad_steps"] = 0
    new["lr"] = np.asarray(new["lr"], dtype=np.float64)
    return new["lr"], new
""",
        """
def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    better = loss < state["best"]
    best = np.minimum(loss, state["best"])
    bad_steps = (not better) * (state["bad_steps"] + 1)
    reduce = bad_steps > patience
    lr = np.where(reduce, np.maximum(min_lr, factor * state["lr"]), state["lr"])
    return lr, {"lr": lr, "best": best, "bad_steps": 0 if reduce else bad_steps}
""",
        """
class Plateau:
    def __init__(self, lr, best, bad_steps):
        self.lr, self.best, self.bad_steps = float(lr), float(best), int(bad_steps)

    def see(self, loss, factor, patience, min_lr):
        if loss < self.best:
            self.best, self.bad_steps = loss, 0
            return
        self.bad_steps += 1
        if self.bad_steps > patience:
            self.lr, self.bad_steps = max(self.lr * factor, min_lr), 0


def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    plateau = Plateau(**state)
    plateau.see(float(loss), factor, patience, min_lr)
    return plateau.lr, {"lr": plateau.lr, "best": plateau.best, "bad_steps": plateau.bad_steps}
""",
    ),
}
