"""What the reports of a class say together: pure functions from reports to what its page shows."""
