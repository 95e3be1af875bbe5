"""Inputs that show the derivative of x cos(pi x): those that show the function."""

from autograder.catalogue.cases.x_cos_pi_x import cases

__all__ = ["cases"]
