"""A rule or a landscape as text, JSON or a page: what `grade show` prints."""
