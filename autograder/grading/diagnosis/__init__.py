"""Which mistake it was: the answers are recognised, or what is wrong with them is narrowed down."""
