"""What a course is made of and handed out as, and the proof that it holds.

For `cli` alone: `checkout`, `course_folder`, `handout`, `demo`, `prove`, `ci`. It may use grading, expected, catalogue,
submissions and reports.
"""
