"""The hyperparameters that many rules share, with the values at which their mistakes show.

The handouts' lr = 0.1 and beta = 0.9 hide mistakes (there lr = 1 - beta), so every other value keeps them apart; one
weight of each average lies below 1/2, where the new value counts for more than the past.
"""

from autograder.symbolic import Hyperparameter

LR = Hyperparameter("lr", "learning rate: how far to step", "0.1", "0.3 0.05 0.4")
BETA_OF_VELOCITY = Hyperparameter(
    "beta", "how much of the previous velocity is kept, 0 <= beta < 1", "0.9", "0.8 0.4 0.5"
)
BETA_OF_AVERAGE = Hyperparameter("beta", "weight of the past in the average, 0 <= beta < 1", "0.9", "0.8 0.4 0.5")
BETA1 = Hyperparameter("beta1", "weight of the past in the average of gradients, 0 <= beta1 < 1", "0.9", "0.8 0.4")
BETA2 = Hyperparameter(
    "beta2", "weight of the past in the average of squared gradients, 0 <= beta2 < 1", "0.999", "0.95 0.3"
)
EPSILON = Hyperparameter("eps", "small number that keeps the division away from 0/0", "1e-8", "0.1 0.02")
WEIGHT_DECAY = Hyperparameter("weight_decay", "how strongly the weights are pulled towards 0", "0.01", "0.25 0.5")

LR_START = Hyperparameter("lr_start", "learning rate of the first step", "0.1", "0.4 0.03")
LR_END = Hyperparameter("lr_end", "learning rate at the end", "0.001", "0.02 0 0.7")
LR_PEAK = Hyperparameter("lr_peak", "the largest learning rate", "0.1", "0.4 0.03")
TOTAL_STEPS = Hyperparameter(
    "total_steps", "step at which lr_end is reached, int; it is kept from then on", "10", "7 16", integer=True
)
WARMUP_STEPS = Hyperparameter("warmup_steps", "length of the warm-up, int, at least 1", "4", "3 1", integer=True)
