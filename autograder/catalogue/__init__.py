"""What is taught: the course file, and the rules, schedules, mistakes, landscapes and theorems that it names.

From here: `course.load_course` and `course.course_at`, `load.rule_of`, `landscapes.LANDSCAPES`, `theorems.THEOREMS`. It
may use symbolic.
"""
