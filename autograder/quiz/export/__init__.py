"""The quiz for other systems: variants with their numbers, written in formats that these read.

From here: `formats.EXPORTS`, what can be written; `portable.asked_of`, what of an item can be carried at all.
"""
