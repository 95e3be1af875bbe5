"""The table of platforms: how each names what a student handed in, and what it says of student, attempt and time.

Canvas      flat files: name[_LATE]_userid_attachment_file; a file handed in again is called file-1
Moodle      a folder for each student, name_number_assignsubmission_file, or flat files that begin so
Blackboard  flat files: assignment_username_attempt_time[_file], a text beside them that says whose (see `blackboard`)
Brightspace a folder for each attempt: number-number - name - time
Gradescope  a folder submission_number for each, and submission_metadata.yml that says whose
ILIAS       a folder for each student, last_first_login_number; each file's name begins with its time
nbgrader    collected by hand: student+assignment+time+...; its folder `submitted` is as ours

Sources: Canvas's content zipper, Moodle's and Blackboard's downloads as their users keep them, nbgrader's exchange.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

MONTHS = (
    "jan|gen|ene", "feb|fév|fev", "mar|mär|mrt|maa", "apr|avr|abr", "may|mai|mei|mag|maj", "jun|juin|giu",
    "jul|juil|lug", "aug|aoû|ago", "sep|set", "oct|okt|ott|out", "nov", "dec|dez|déc|dic|des",
)  # fmt: skip
"""How the names of the months begin, in English and other languages of Europe."""
_CLOCK = r"(\d{1,2})[:.h]?(\d\d)(?: ?([AP])\.?M)?"
SPELLED = re.compile(
    rf"(?:([^\W\d_]{{3,}})\.? (\d{{1,2}})|(\d{{1,2}})\.? (?:de )?([^\W\d_]{{3,}})\.?),? (?:de )?(\d{{4}}),? {_CLOCK}",
    re.IGNORECASE,
)
UPLOADED_AT = re.compile(r"^(\d{14})_(?=.)")
"""What ILIAS puts before the name of each file."""
DIGITS = re.compile(r"(\d{4})\D?(\d\d)\D?(\d\d)\D?(\d\d)\D?(\d\d)\D?(\d\d)(?:\.\d+)?(?P<zone> ?(?:UTC|Z|\+00:?00))?")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a platform names the entries of its download."""

    name: str
    """As `--from` takes it."""
    title: str
    entry: re.Pattern[str]
    """Groups: student, id, time, late, unit, and file where the entry is a file that the student called so."""
    of_folders: bool
    of_files: bool
    wider: re.Pattern[str] | None = None
    """As `entry`, for what is named so among others: a platform is not recognised by it."""
    renames_again: bool = False
    """Whether the platform itself adds -1, -2 to the name of a file that is handed in again."""
    student: Callable[[Mapping[str, str]], str] = lambda said: said["student"]


def time_of(text: str) -> str:
    """A time as platforms write it, in ISO 8601; empty where it is none."""
    try:
        if spelled := SPELLED.search(text):
            first, after, before, second, year, hour, minute, half = spelled.groups()
            hours = int(hour) if half is None else int(hour) % 12 + (12 if half in "Pp" else 0)
            day = int(after or before)
            return datetime(int(year), _month(first or second), day, hours, int(minute)).isoformat()
        if digits := DIGITS.search(text):
            numbers = [int(digits[n]) for n in range(1, 7)]
            time = datetime(*numbers, tzinfo=UTC if digits["zone"] else None)  # type: ignore[arg-type,misc]
            return time.isoformat()
    except ValueError:
        return ""
    return ""


def _month(word: str) -> int:
    """The number of a month by its name; ValueError for another word."""
    return 1 + [any(map(word.lower().startswith, names.split("|"))) for names in MONTHS].index(True)


_FILE = r"(?P<file>.+)"
_ALL = (
    Layout(
        "canvas",
        "Canvas",
        re.compile(
            r"(?:anon_(?P<anonymous>[A-Za-z0-9]{3,})|(?P<student>[^\s.\-_][^\s.\-]*?)(?P<late>_LATE)?_(?P<id>\d+))"
            rf"_(?:(?P<attachment>\d+)_{_FILE}|(?P<online>(?:text|link)\.html))"
        ),
        of_folders=False,
        of_files=True,
        renames_again=True,
        student=lambda said: said["student"] or f"anon_{said['anonymous']}",
    ),
    Layout(
        "moodle",
        "Moodle",
        re.compile(
            rf"(?P<student>.+?)[_ ](?P<id>\d+)_assignsubmission_(?P<plugin>file|onlinetext)(?:_(?:{_FILE})?)?",
            re.DOTALL,
        ),
        of_folders=True,
        of_files=True,
        student=lambda said: said["student"] if said["student"] != "Participant" else f"Participant {said['id']}",
    ),
    Layout(
        "blackboard",
        "Blackboard",
        re.compile(
            r"(?P<student>(?P<id>.+_[^_]+))_attempt_(?P<time>\d{4}(?:-\d\d){5})"
            rf"(?:_{_FILE}|(?P<receipt>\.txt))"
        ),
        of_folders=False,
        of_files=True,
    ),
    Layout(
        "brightspace",
        "Brightspace",
        re.compile(r"(?P<id>\d+-\d+) - (?P<student>.+) - (?P<time>[^-]*\d{4}[^-]*)"),
        of_folders=True,
        of_files=False,
    ),
    Layout("gradescope", "Gradescope", re.compile(r"submission_(?P<id>\d+)"), of_folders=True, of_files=False),
    Layout(
        "ilias",
        "ILIAS",
        re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>[^_]+)_(?P<id>\d{2,})"),
        of_folders=True,
        of_files=False,
        wider=re.compile(r"(?P<last>[^_]+)_(?P<first>[^_]+)_(?P<login>.+)_(?P<id>\d{2,})"),
        student=lambda said: f"{said['first']} {said['last']}",
    ),
    Layout(
        "nbgrader",
        "nbgrader",
        re.compile(
            r"(?P<student>(?P<id>.+))\+(?P<unit>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d[ T_]\d\d.\d\d.\d\d[^+]*)(?:\+.*)?"
        ),
        of_folders=True,
        of_files=False,
    ),
)
LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.name: layout for layout in _ALL})
FOLDERS = "folders"
"""For `--from`: a folder or zip for each student, whatever it is called."""
