"""A unit as a notebook: made from its master with nbgrader's own preprocessors."""
