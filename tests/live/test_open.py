"""The course in the browser: a save shows at once, sliders run the student's function, and nobody else gets in."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from autograder.basics import extras
from autograder.expected.printed import right_answer
from autograder.live.desk import Desk
from autograder.live.pages import Pages
from autograder.live.server import listening, server_for
from autograder.quiz.sheets import read_sheet
from tests.browser import axe_finds, with_axe
from tests.cli.grade import runner
from tests.registry import COURSE

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
TOKEN = "a-token"
UNIT = "02_momentum"
PREAMBLE = "import numpy as np\n\n\n"
RIGHT = PREAMBLE + right_answer(COURSE.exercise("momentum"))
WRONG = RIGHT.replace("+ grad", "- grad")
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ATTACK = f"def momentum(w, grad, state, *, lr, beta):\n    raise ValueError({MARKUP!r})\n"


@dataclass(frozen=True, slots=True)
class Open:
    """A course that is open."""

    folder: Path
    port: int

    def ask(
        self, path: str, *, method: str = "GET", body: str = "", token: str = TOKEN, **headers: str
    ) -> tuple[int, str]:
        """The status and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(connection):
            connection.request(method, f"/{token}/{path}", body or None, named)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def save(self, text: str) -> None:
        """Save the unit's file, as an editor does."""
        file = self.folder / UNIT / "momentum.py"
        beside = file.with_suffix(".tmp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """The course of a student who has one unit, open."""
    folder = tmp_path_factory.mktemp("student")
    shutil.copytree(ASSIGNMENTS / UNIT, folder / UNIT, ignore=shutil.ignore_patterns("*.ipynb"))
    sock = listening()
    with Desk(folder, COURSE) as desk:
        server = server_for(desk, sock, TOKEN)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        yield Open(folder, sock.getsockname()[1])
        server.should_exit = True
        thread.join()


def until(course: Open, verdict: str) -> str:
    """The card of momentum as soon as that is its verdict."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        _, card = course.ask("card/momentum")
        if re.search(rf'class="verdict"><span class="status \w+">{verdict}<', card):
            return card
        time.sleep(0.05)
    raise AssertionError(f"{verdict} never came: {card}")


def test_a_save_is_told_and_its_verdict_shown(course: Open) -> None:
    """A page that listens hears of a save, and then gets the diagnosis, the numbers and the picture."""
    connection = http.client.HTTPConnection("127.0.0.1", course.port, timeout=60)
    connection.request("GET", f"/{TOKEN}/events")
    with closing(connection), connection.getresponse() as events:
        assert events.readline() == b"retry: 1000\n"
        course.save(WRONG)
        told = b""
        while not told.startswith(b"data:"):
            told = events.readline()
    card = until(course, "failed")
    for words in ("wrong sign", "w = 3.2, v = 8", "w = 4.8, v = -8", "<svg", "they part at step 1"):
        assert words in card
    course.save(RIGHT)
    assert "yours, and right" in until(course, "passed")


def test_sliders_run_the_student_s_function(course: Open) -> None:
    """With other numbers the picture shows what the student's function gives, and what is right, there."""
    course.save(WRONG)
    until(course, "failed")
    status, part = course.ask("try/momentum?lr=0.25&steps=3&start=2&nonsense=x")
    assert status == 200
    assert "lr=0.25" in part
    assert "right: (0, 2), (1, 1)" in part
    assert "yours: (0, 2), (1, 3)" in part


def test_a_function_that_hangs_or_shouts_breaks_nothing(course: Open) -> None:
    """What a student's code says is text and no markup; the page that shows it is whole."""
    course.save(ATTACK)
    card = until(course, "error")
    assert "&lt;script&gt;" in card
    assert "<script" not in card
    assert "<img" not in card
    assert "&lt;script&gt;" in course.ask("try/momentum")[1]


def test_an_answer_to_the_quiz_is_marked_and_kept(course: Open) -> None:
    """An answer is said to be right or wrong, and stands in the student's own sheet."""
    file = course.folder / UNIT / "quiz.toml"
    question = read_sheet(file.read_bytes(), "quiz.toml").answers[0]
    blank = next(iter(question.texts))
    status, said = course.ask(f"quiz/{UNIT}/{question.question}", method="POST", body=json.dumps({blank: "12345"}))
    assert status == 200
    assert "Kept in quiz.toml" in said
    assert read_sheet(file.read_bytes(), "quiz.toml").answers[0].texts[blank] == "12345"
    assert course.ask(f"quiz/{UNIT}/{question.question}", method="POST", body='{"x": 3}')[0] == 400
    assert course.ask(f"quiz/{UNIT}/{question.question}", method="POST", body='{"x": "3"}')[0] == 404
    assert course.ask(f"quiz/{UNIT}/{question.question}", method="POST", body="x" * 30_000)[0] == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_other_names_and_pages_are_refused(course: Open, headers: dict[str, str]) -> None:
    """Another Host, another Origin, or a page of another site gets a 403, with the token too."""
    status, text = course.ask("card/momentum", **headers)
    assert status == 403
    assert "momentum" not in text


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], f"{TOKEN}x", "%00", "\u00e9".encode().decode("latin-1")])
def test_without_the_token_nothing_is_there(course: Open, token: str) -> None:
    """No token, or one that is nearly right, gets a 403."""
    assert course.ask("", token=quote(token))[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        *(
            "assets/../../pyproject.toml",
            "assets/..%2f..%2fpyproject.toml",
            "assets/%2e%2e/live.py",
            "assets//etc/passwd",
        ),
        *("unit/..%2f..", "unit/99_none", "card/nobody", "steps/../index", "try/none", f"quiz/{UNIT}/none"),
    ],
)
def test_paths_lead_nowhere_else(course: Open, path: str) -> None:
    """What is no page, exercise or shared file is not there."""
    assert course.ask(path)[0] in (404, 405)


def test_every_answer_says_what_a_page_may_do(course: Open) -> None:
    """Refused or not, an answer has the policy that lets only our own scripts run."""
    for token in (TOKEN, "x"):
        connection = http.client.HTTPConnection("127.0.0.1", course.port, timeout=60)
        connection.request("GET", f"/{token}/")
        with closing(connection), connection.getresponse() as answer:
            policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the extra is missing, `grade open` ends with the command that installs it."""
    monkeypatch.setitem(extras.PACKAGES, "web", ("no_such_package",))
    result = runner(capsys)("open", "--no-browser")
    assert result.code == 2
    assert "pip install 'grade-descent[web]'" in result.err


@with_axe
@pytest.mark.parametrize(("kind", "look"), [("index", "dark"), ("unit", "dark"), ("unit", "light")])
def test_pages_pass_axe(kind: str, look: str, tmp_path: Path) -> None:
    """With everything unfolded, axe finds nothing on the first page, and a unit's with diagnosis, quiz, sliders."""
    work = tmp_path / "work"
    shutil.copytree(ASSIGNMENTS / UNIT, work / UNIT, ignore=shutil.ignore_patterns("*.ipynb"))
    (work / UNIT / "momentum.py").write_text(WRONG, encoding="utf-8")
    with Desk(work, COURSE) as desk:
        pages = Pages(desk)
        pages.progress.update()
        page = pages.unit(UNIT).replace("../assets", "assets") if kind == "unit" else pages.index()
    assert kind == "index" or "wrong sign" in page
    (tmp_path / "assets").mkdir()
    for name, text in pages.assets.items():
        (tmp_path / "assets" / name).write_text(text if name != "live.js" else "", encoding="utf-8")
    unfold = "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
    passed, violations = axe_finds(page, tmp_path, look, unfold)
    assert not violations
    assert passed > 15
