"""How far a student's process is locked in on Linux: the standard library, and these modules beside each other."""
