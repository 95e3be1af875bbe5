"""Behaviour: is a number."""

gradient_descent = 3
