"""Course files: an overlay on the built-in course, with errors that name the file, the line and the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.catalogue.course import BUILT_IN, USUAL_POINTS, find_course, load_course, satisfies
from autograder.errors import CourseError


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Write a course file with the given text, and return its path."""

    def written(text: str) -> Path:
        file = tmp_path / "course.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def test_what_a_course_does_not_say_comes_from_the_built_in_one(write) -> None:  # type: ignore[no-untyped-def]
    """An empty course file is the built-in course under another name."""
    own, built_in = load_course(write("")), load_course()
    assert (own.exercises, own.limits, own.language) == (built_in.exercises, built_in.limits, built_in.language)
    assert own.digest == built_in.digest


def test_an_overlay_changes_what_it_names(write) -> None:  # type: ignore[no-untyped-def]
    """Points, conventions, limits and exercises left out are taken from the course's own file."""
    course = load_course(
        write(
            'preset = "keras"\n[conventions]\nmomentum = "ema"\n[exercise.nesterov]\npoints = 10\n'
            "[exercise.descend]\nuse = false\n[limits]\ncall_seconds = 5\n"
            '[deadlines]\n"02_momentum" = 2027-01-31T23:59:00+01:00\n'
        )
    )
    assert course.exercise("momentum").convention == "ema"
    assert course.exercise("nesterov").convention == "look_ahead_descent"
    assert course.exercise("nesterov").points == 10.0
    assert "descend" not in [exercise.name for exercise in course.exercises]
    assert course.limits.call_seconds == 5
    assert course.deadlines[0].due == "2027-01-31T23:59:00+01:00"
    assert course.digest != load_course().digest


def test_other_conventions_and_prices_of_mistakes_belong_to_the_course(write) -> None:  # type: ignore[no-untyped-def]
    """What is accepted stands beside what is asked for, "any" is all there is, and both make another course."""
    some = load_course(write('[exercise.momentum]\naccept = ["ema", "heavy_ball"]\n'))
    assert some.exercise("momentum").accept == ("ema",)
    every = load_course(write('[exercise.adam]\naccept = "any"\n[mistakes]\n"adam/eps-inside" = 0.5\n'))
    assert set(every.exercise("adam").accept) == {"eps_hat", "uncorrected", "uncorrected_no_eps"}
    assert every.exercise("adam").prices == (("adam/eps-inside", 0.5),)
    assert len({course.digest for course in (some, every, load_course())}) == 3


def test_an_exercise_of_the_instructors_own(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A rule file beside the course file becomes an exercise in the unit that the course names."""
    (tmp_path / "lion.py").write_text("RULE = None\n", encoding="utf-8")
    course = load_course(write('[exercise.lion]\nrule = "lion.py"\nunit = "02_momentum"\npoints = 3\n'))
    lion = course.exercise("lion")
    assert (lion.unit, lion.points, lion.folder) == ("02_momentum", 3.0, str(tmp_path.resolve()))
    assert course.units == load_course().units
    without_points = load_course(write('[exercise.tiger]\nrule = "lion.py"\nunit = "02_momentum"\n'))
    assert without_points.exercise("tiger").points == USUAL_POINTS


def test_what_is_said_nearer_to_an_exercise_wins(write) -> None:  # type: ignore[no-untyped-def]
    """[conventions] comes before what is said with the exercise, and that before the preset."""
    with_exercise = 'preset = "keras"\n[exercise.momentum]\nconvention = "ema"\n'
    assert load_course(write('preset = "keras"\n')).exercise("momentum").convention == "descent_velocity"
    assert load_course(write(with_exercise)).exercise("momentum").convention == "ema"
    both = f'{with_exercise}[conventions]\nmomentum = "lr_inside"\n'
    assert load_course(write(both)).exercise("momentum").convention == "lr_inside"


def test_a_course_may_have_presets_of_its_own(write) -> None:  # type: ignore[no-untyped-def]
    """A preset of the course's own file is chosen by name like a built-in one."""
    text = 'preset = "ours"\n[presets.ours]\nmomentum = "ema"\n'
    assert load_course(write(text)).exercise("momentum").convention == "ema"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[exercise.momentum]\npoint = 3\n", 2, "exercise.momentum.point is not known here"),
        ('[exercise.momentum]\n\npoints = "six"\n', 3, "exercise.momentum.points must be a number, not 'six'"),
        ("[exercise.momentum]\npoints = true\n", 2, "must be a number"),
        ("[exercise.momentum]\npoints = 0\n", 2, "must be more than 0"),
        ('[exercise.momentum]\nunit = "momentum"\n', 2, "two digits"),
        ("[exercise.tiger]\nuse = true\n", 1, "needs unit"),
        (
            '[exercise.lion]\nunit = "02_momentum"\nrule = "lion.py"\npoints = 1\n',
            3,
            'a file that is not there: "lion.py"',
        ),
        ('preset = "kerras"\n', 1, 'is not known: "kerras"; known are default, torch'),
        ('# one\n\n[conventions]\nmomentum = "emma"\n', 4, "known are descent_velocity, downhill, ema, heavy_ball"),
        ('[conventions]\nmomentun = "ema"\n', 2, "names no exercise of the course"),
        ("conventions = 3\n", 1, "must be a table, written as [conventions]"),
        ("[limits]\ncall_seconds = -1\n", 2, "must be more than 0"),
        ("[limits]\nseconds = 1\n", 2, "is not known here; known are call_seconds"),
        ('[deadlines]\n"02_momentum" = "tomorrow"\n', 2, "a date and time such as"),
        (
            '[deadlines]\n"02_momentum" = 2027-01-31T23:59:00\n',
            2,
            "must say its time zone: by this machine's clock 2027-",
        ),
        ('[deadlines]\n"02_momentum" = 0001-01-01T00:00:00\n', 2, "must say its time zone"),
        ('[grading]\nunreadable = "none"\n', 2, 'must be "blank" (no grade) or "zero", not "none"'),
        ("unreadable = 0\n", 1, 'must be "blank" or "zero", not 0'),
        ('[deadlines]\n"09_nothing" = 2027-01-31T00:00:00Z\n', 2, "is not known here"),
        ("[late]\npercent = 101\n", 2, "late.percent must be from 0 to 100, not 101"),
        ("[late]\npercent = -1\n", 2, "late.percent must be from 0 to 100, not -1"),
        ("[late]\npercent = nan\n", 2, "late.percent must be from 0 to 100, not nan"),
        ("[late]\nfloor = 50\n", 1, "late needs percent = ..."),
        ('[late]\npercent = 5\nper = "week"\n', 3, 'late.per must be "hour" or "day", not "week"'),
        ('[weights]\n"02_momentum" = 3\n', 1, "must name each unit: write  01_gradient_descent = 0"),
        ('[weights]\n"2_momentum" = 3\n', 2, "names no unit of the course: did you mean 02_momentum?"),
        ('[weights]\n"02_momentum" = "3"\n', 1, "must name each unit"),
        ("[grading]\ndrop_lowest = 6\n", 2, "must be from 0 to 5, so that one of 6 units is left, not 6"),
        ('[grading]\nfeedback = "some"\n', 2, 'must be "full" or "title" or "score", not "some"'),
        ("[grading]\nrelease = 2027-02-07T12:00:00\n", 2, "must say its time zone"),
        ('[grading]\nrelease = "soon"\n', 2, "a date and time such as 2027-02-07"),
        ('requires = "newest"\n', 1, 'must look like ">=1.0"'),
        ('extends = "other"\n', 1, 'must be "default"'),
        ("exercises = 1\n", 1, "is not known here"),
        ("language = 3\n", 1, "a language code"),
        ('# one\nlanguage = "xx"\n', 2, 'language is not known: "xx"; known are de, en'),
        ("[exercise.momentum]\npoints = 2.3\n", 2, "a multiple of one half, not 2.3: write points = 2.5"),
        ("[exercise.momentum]\npoints = 0.001\n", 2, "not 0.001: write points = 0.5"),
        ("[exercise.momentum]\npoints = nan\n", 2, "must be more than 0, at most 10000, and a multiple of one half"),
        ("[exercise.momentum]\npoints = inf\n", 2, "not inf: write points = 10000"),
        ("[exercise.momentum]\npoints = -inf\n", 2, "not -inf: write points = 0.5"),
        ('[exercise.nesterov]\nconvention = "emma"\n', 2, "exercise.nesterov.convention is not known"),
        ("[presets]\nmine = 3\n", 2, "presets.mine must be a table"),
        ("[presets.mine]\nmomentum = 3\n", 2, "must be a convention's name, not 3"),
        ('[presets.mine]\nmomentum = "emma"\n', 2, "presets.mine.momentum is not known"),
        ('[exercise.momentum]\nunit = "03_gradient_descent"\n', 2, 'has the file of "01_gradient_descent"'),
        ("[limits]\ncall_seconds = 1e300\n", 2, "limits.call_seconds must be more than 0 and at most 3600"),
        ("[limits]\nmemory_mib = 100000000000000000000\n", 2, "limits.memory_mib must be more than 0 and at most"),
        ("[limits]\ncpu_seconds = inf\n", 2, "limits.cpu_seconds must be more than 0 and at most"),
        ('[exercise.lion]\nunit = "02_momentum"\nrule = "../lion.py"\n', 3, "a file in the folder of the course file"),
        ('[exercise.momentum]\naccept = ["ema", "emma"]\n', 2, 'is not known: "emma"; known are descent_velocity'),
        ('[exercise.momentum]\naccept = "all"\n', 2, "a list of conventions, or \"any\", not 'all'"),
        ("[exercise.momentum]\naccept = [1]\n", 2, "a list of conventions"),
        (
            '# one\n[mistakes]\n"momentum/no-decay" = 0.5\n"adam/eps" = 0.5\n',
            4,
            'is not known: did you mean "adam/no-eps"? `grade show',
        ),
        ('[mistakes]\n"adem/eps-inside" = 0.5\n', 2, "must name an exercise of the course and its mistake"),
        ("[mistakes]\nadam = 0.5\n", 2, 'as in "adam/eps-inside"'),
        ('[mistakes]\n"adam/eps-inside" = 2\n', 2, "the part of the points that is left, from 0 to 1, not 2"),
        ('[mistakes]\n"adam/eps-inside" = "half"\n', 2, "must be a number from 0 to 1"),
        ('[exercise.lambda]\nunit = "02_momentum"\n', 1, "must be a Python function's name"),
    ],
)
def test_errors_name_the_file_the_line_and_the_key(write, text: str, line: int, words: str) -> None:  # type: ignore[no-untyped-def]
    """A wrong course file ends in one sentence with its path, the line, and what is wrong there."""
    file = write(text)
    with pytest.raises(CourseError) as caught:
        load_course(file)
    assert str(caught.value).startswith(f"{file}, line {line}: ")
    assert words in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[exercise", r"course\.toml: this is not valid TOML: .*end of document"),
        (b"# one\n\xff\xfe", r"course\.toml, line 2: this is not UTF-8"),
        (b"a = 1\na = 2\n", r"course\.toml: this is not valid TOML: .*line 2"),
    ],
)
def test_files_that_are_not_toml_are_refused(tmp_path: Path, content: bytes, words: str) -> None:
    """What is not TOML in UTF-8 is refused in one sentence that names the file and the line."""
    file = tmp_path / "course.toml"
    file.write_bytes(content)
    with pytest.raises(CourseError, match=words):
        load_course(file)


def test_leaving_out_every_exercise_is_refused(write) -> None:  # type: ignore[no-untyped-def]
    """A course without any exercise is an error, not an empty grade."""
    names = [exercise.name for exercise in load_course().exercises]
    with pytest.raises(CourseError, match="leaves no exercise"):
        load_course(write("".join(f"[exercise.{name}]\nuse = false\n" for name in names)))


def test_the_nearest_course_upwards_is_found(tmp_path: Path) -> None:
    """The search goes upwards from the start and ends at the built-in course."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "course.toml").touch()
    assert find_course(inner) == (tmp_path / "course.toml").resolve()
    (tmp_path / "a" / "course.toml").touch()
    assert find_course(inner) == (tmp_path / "a" / "course.toml").resolve()
    assert find_course(Path("/")) == BUILT_IN


@pytest.mark.parametrize(
    ("version", "requirement", "met"),
    [
        ("1.0.0", "", True),
        ("1.0.0", ">=1.0", True),
        ("1.0.0", ">=1.0.1", False),
        ("1.10.0", ">=1.9,<2", True),
        ("2.0.0", ">=1.9,<2", False),
        ("1.0.0", "==1.0", True),
        ("1.0.0", "!=1.0", False),
        ("1.1.0rc1", ">=1.0", True),
        ("1.1.dev0", ">=1.0,<2", True),
        ("1.0.0.post1", ">=1.0", True),
        ("1.0.0rc1", ">=1.0", False),
        ("1.0.0", "~=1.0", True),
    ],
)
def test_required_versions(version: str, requirement: str, met: bool) -> None:
    """A requirement is met or not, number by number."""
    assert satisfies(version, requirement) is met


@given(st.text(max_size=12))
def test_any_requirement_is_understood_or_refused(text: str) -> None:
    """Any text is either a requirement or a ValueError, never anything else."""
    try:
        assert satisfies("1.0.0", text) in (True, False)
    except ValueError:
        assert text.strip(" ,")
