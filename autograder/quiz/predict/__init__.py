"""Predict, then run: one question on what a rule will do, answered before it is shown.

    trial  ->  number, curves, settling  ->  Prediction      what is run, what is asked of it, and what is shown then

The questions are the quiz's own: an item with its key, marked as every answer of the quiz. What is right comes from
carrying the rule out, and what is said to a wrong answer from carrying out its mistakes.
"""
