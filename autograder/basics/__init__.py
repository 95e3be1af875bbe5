"""Small things that every room may use, and that import nothing of ours but errors."""
