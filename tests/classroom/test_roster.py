"""The roster says who is in a class; what is wrong with it is said with its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.people import matched
from autograder.classroom.roster import attendance, read_roster
from autograder.errors import UsageError, unknown
from autograder.model.roster import Person

UNITS = ("01_gradient_descent", "02_momentum")
ROWS = [
    "id,name,email,section,extensions",
    '1,"Lovelace, Ada",ada@uni.edu,A,momentum=2027-02-05T23:59:00+01:00',
    "2,Alan Turing,alan@uni.edu,B,",
    "3,José 🎓 García,jose@uni.edu,B,",
]


def roster_of(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    """A file with these rows."""
    file = path / "roster.csv"
    file.write_bytes("\n".join(rows).encode(encoding))
    return file


def test_who_is_absent_and_who_is_unknown(tmp_path: Path) -> None:
    """Everybody of the roster handed in or is absent; who handed in and is not on it is named."""
    students = [Person("Ada Lovelace"), Person("alan"), Person("mallory")]
    found = attendance(students, read_roster(roster_of(tmp_path, *ROWS), UNITS))
    assert {person.student: person.id for person in found.people} == {"Ada Lovelace": "1", "alan": "2"}
    assert [person.id for person in found.absent] == ["3"]
    assert found.unknown == {"mallory": "is in no row"}
    ada = next(person for person in found.people if person.id == "1")
    assert (ada.section, ada.extensions) == ("A", {"02_momentum": "2027-02-05T23:59:00+01:00"})


@pytest.mark.parametrize(
    "rows",
    [
        ["\ufeffid,name,email", "1,Ada Lovelace,ada@uni.edu"],
        ["Student ID;Last Name;First Name;E-Mail", "1;Lovelace;Ada;ada@uni.edu"],
        ["username\tfirst_name\tlast_name\temail\tsection\tgithub_id", "1\tAda\tLovelace\tada@uni.edu\t\t9"],
    ],
    ids=["mark", "semicolons", "tabs"],
)
def test_a_roster_as_programs_write_it(tmp_path: Path, rows: list[str]) -> None:
    """Marks, separators and heads of spreadsheets and platforms are understood."""
    (person,) = read_roster(roster_of(tmp_path, *rows), UNITS).people
    assert (person.id or person.login, person.name, person.email) == ("1", "Ada Lovelace", "ada@uni.edu")


WRONG = {
    "nobody": ([ROWS[0]], "row 2: nobody is on the roster"),
    "no head": (["first,second", "1,2"], "row 1: no column is called id"),
    "an empty row": ([*ROWS, ",,,C,"], "row 5: there is no id"),
    "an id twice": ([*ROWS, "1,Someone,s@uni.edu,,"], "row 5: the id '1' is in row 2 already"),
    "an e-mail twice": ([*ROWS, "4,Someone,ADA@uni.edu,,"], "row 5: the email 'ADA@uni.edu' is in row 2 already"),
    "a name twice": (["name", "Ada", "ada"], "row 3: the name 'ada' is in row 2 already"),
    "no e-mail": ([*ROWS, "4,Someone,nowhere,,"], "row 5: 'nowhere' is no e-mail"),
    "a formula": ([*ROWS, "=1+1,Someone,,,"], "row 5: the id '=1+1' begins like a formula"),
    "another unit": ([*ROWS, "4,A,,,adaptiv=2027-02-05T23:59:00Z"], 'row 5: the course has no unit "adaptiv"'),
    "no time": ([*ROWS, "4,A,,,momentum=tomorrow"], "row 5: 'tomorrow' is no time"),
    "no end": ([*ROWS, "4,A,,,momentum"], "row 5: 'momentum' does not say until when"),
    "extended twice": (
        [*ROWS, "4,A,,,momentum=2027-02-05T23:59:00Z; 02_momentum=2028-02-05T23:59:00Z"],
        "row 5: 02_momentum is extended twice",
    ),
    "a workbook": (["PK\x03\x04"], "row 1: the file is a spreadsheet's own"),
    "a day alone": (
        [*ROWS, "4,A,,,momentum=2027-02-05"],
        "row 5: '2027-02-05' is a day without a time: write it as 2027-",
    ),
    "no zone": ([*ROWS, "4,A,,,momentum=2027-02-05T23:59:00"], "row 5: '2027-02-05T23:59:00' has no time zone"),
    "a cell too many": ([*ROWS, "4,A,,,,x"], "row 5: it has 6 cells"),
    "a quote": ([*ROWS, '4,"A'], "row 5: it is no row of a table"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_roster_names_the_row(tmp_path: Path, what: str) -> None:
    """A missing, doubled or impossible entry is a sentence with its row."""
    rows, words = WRONG[what]
    with pytest.raises(UsageError) as told:
        read_roster(roster_of(tmp_path, *rows), UNITS)
    assert f"roster.csv, {words}" in str(told.value)


@pytest.mark.parametrize(("encoding", "row"), [("cp1252", 4), ("utf-16", 1)])
def test_a_roster_in_another_encoding(tmp_path: Path, encoding: str, row: int) -> None:
    """What is no UTF-8 is said with the row where that shows."""
    rows = [line.replace(" 🎓", "") for line in ROWS]
    with pytest.raises(UsageError, match=f"row {row}: .*UTF-8"):
        read_roster(roster_of(tmp_path, *rows, encoding=encoding), UNITS)


NAMED = [
    ("O'Brien, Sarah", "sarah o'brien"),
    ("O'Brien, Sarah", "obriensarah"),
    ("van der Berg, Jan Willem", "Jan Willem van der Berg"),
    ("Jan Willem van der Berg", "vanderbergjanwillem"),
    ('Hans "Hansi" Müller-Lüdenscheidt, Dr.', "müllerlüdenscheidtdrhanshansi"),
    ("José García", "Jose\u0301  GARCÍA"),
    ("王小明", "王小明"),
    ("=1+1", "'=1+1"),
    ("Two\nLines", "two lines"),
]


@pytest.mark.parametrize(("name", "other"), NAMED)
def test_a_name_is_the_same_in_whatever_form(name: str, other: str) -> None:
    """Order, case, accents, blanks, line ends and Canvas's form of a name make no difference."""
    assert matched([Person(name)], [Person(name=other)], ["row 2"]).rows == {0: 0}


def test_nobody_gets_the_grade_of_one_of_two() -> None:
    """Where two rows may be a student's, or two students one row's, none is taken."""
    twins = [Person(id="1", name="Wei Zhang"), Person(id="2", name="Wei Zhang")]
    found = matched([Person("Wei Zhang")], twins, ["row 2", "row 3"])
    assert (found.rows, found.unmatched) == ({}, {0: "may be row 2 or row 3"})
    found = matched([Person("Wei Zhang"), Person("wei zhang")], twins[:1], ["row 2"])
    assert not found.rows
    assert set(found.unmatched) == {0, 1}
    found = matched([Person("weizhang (4413)"), Person("weizhang (4414)")], twins, ["row 2", "row 3"])
    assert (found.rows, set(found.unmatched.values())) == ({}, {"may be row 2 or row 3"})


def test_what_is_surer_decides() -> None:
    """An id is believed before a name."""
    rows = [Person(id="ada", name="Someone"), Person(id="2", name="Ada")]
    assert matched([Person("ada")], rows, ["row 2", "row 3"]).rows == {0: 0}


def test_names_of_other_letters_are_two_people() -> None:
    """Each of Strauß and Strauss is found, also where one alone is written in capitals."""
    people = [Person("", name=name) for name in ("Strauß", "Strauss")]
    rows = [Person("1", name="Strauss"), Person("2", name="STRAUẞ")]
    assert matched(people, rows, ["row 2", "row 3"]).rows == {0: 1, 1: 0}
    assert matched(people[:1], [Person("1", name="STRAUSS")], ["row 2"]).rows == {0: 0}


def test_two_names_that_are_as_much_like_another_are_both_said() -> None:
    """Students of one name are told apart by a number, and a slip is never answered with one of them alone."""
    said = unknown("there is no student", "weizhang", ["weizhang (4413)", "weizhang (4414)", "ada"])
    assert "did you mean weizhang (4413) or weizhang (4414)?" in str(said)
