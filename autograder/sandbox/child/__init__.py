"""What runs in the student's process: NumPy, the standard library, and these modules beside each other."""
