"""Symbols, states and hyperparameters that several rules have in common."""
