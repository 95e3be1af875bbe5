"""A whole class: grade everybody, keep every result, write and export grades.

For `cli` alone: `run.grade_class`, `plan.ClassRun`, `store.last_reports`, `exports.export_to`. It may use grading,
reports, sandbox and submissions.
"""
