"""How platforms lay out the submissions that they let instructors download."""
