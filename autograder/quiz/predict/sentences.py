"""What is asked and said where somebody predicts what a rule does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from autograder.texts import Language, Texts

OF_PREDICT: Mapping[str, str] = {
    "predict.with": "With {inputs}:",
    "predict.on": "On {landscape}, with {inputs}:",
    "predict.after": "what is {name} after {count} {count:step|steps}?",
    "predict.at-step": "what is {name} at step {step}?",
    "predict.gives": "what is {name}?",
    "predict.last-of": "Its last number is enough: the one at the last place.",
    "predict.curve": "which of these three curves is {name}, step by step?",
    "predict.settles": "will w settle at the minimum?",
    "predict.limit": "up to which lr does w still come to the minimum? What is the limit?",
    "predict.limit-with": "On {landscape}, with {inputs}, and the learning rate for you to choose:",
    "predict.limit-alone": "On {landscape}, and the learning rate for you to choose:",
    "predict.yes": "yes, it comes ever closer",
    "predict.swings": "no, it keeps moving about at some distance, and never stops",
    "predict.away": "no, it runs away",
    "predict.looks-like": "It looks like this: {title}. {hint}",
    "predict.curve-of-mistake": "That is what comes of this mistake: {title}.",
    "predict.curve-of-setting": "That is the same rule with {setting}.",
    "predict.right-curve": "This is what it does.",
    "predict.factor": "A step multiplies the distance from the minimum by {factor}.",
    "predict.eigenvalue": "What a step does to w and its state has a largest eigenvalue of size {size}.",
    "predict.below": "Below 1 in size, so w comes ever closer.",
    "predict.above": "Above 1 in size, so w runs away.",
    "predict.at-one": "Exactly 1 in size, so w swings for ever.",
    "predict.after-steps": "After {first} steps w is {first_value} from the minimum, after {last} steps {last_value}.",
    "predict.limit-is": "At lr = {limit} what a step does has an eigenvalue of size 1: w swings for ever.",
    "predict.around-limit": "At lr = {below} it is {size_below}, and w settles; at lr = {above} it is {size_above}.",
    "predict.limit-of-descent": "That is the limit of plain gradient descent, 2/L.",
    "predict.one-over": "That is 1/L: half of the limit of plain gradient descent.",
    "predict.number": "a number, such as 3.8, 19/5 or 4 - 1/sqrt(10)",
    "predict.letter": "a letter",
    "predict.it-is": "It is {value}.",
    "predict.what-it-does": "What it does:",
    "predict.step": "step {step}",
    "predict.for-more": "Each line of it:  {command}",
    "predict.another": "Another one? (Enter, or q to end) ",
    "predict.here": "{name} is what you are working on.",
    "predict.stopped": "Stopped.",
}


@lru_cache(maxsize=64)
def texts_in(language: Language) -> Texts:
    """The sentences of predictions in a language."""
    return Texts(OF_PREDICT, language)
