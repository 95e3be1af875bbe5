"""From what students hand in (folders, files, zips) to plain values: the only part that reads submissions."""

from autograder.model.submission import SourceFile, Submission
from autograder.submissions.cells import split_cells
from autograder.submissions.layout import Wanted
from autograder.submissions.names import safe_file_name
from autograder.submissions.read import ClassToRead, find_class, read_class, read_student

__all__ = [
    "ClassToRead",
    "SourceFile",
    "Submission",
    "Wanted",
    "find_class",
    "read_class",
    "read_student",
    "safe_file_name",
    "split_cells",
]
