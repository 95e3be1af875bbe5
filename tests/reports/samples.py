"""Reports for the tests of their formats: everything right, one of every status, and hostile text everywhere."""

from __future__ import annotations

from autograder.model import (
    Diagnosis,
    DiagnosisKind,
    DiagnosisPart,
    ExerciseResult,
    GraderInfo,
    Outcome,
    Report,
    Status,
    UnitScore,
)

GRADER = GraderInfo("1.0.0", "default", "0123456789abcdef", 0)
FORMULA = "v = beta*v + grad\nw = w - lr*v"


def exercise(
    name: str, status: Status, *, message: str = "", expected: str = "", got: str = "", **more: object
) -> ExerciseResult:
    """An exercise of two checks that weigh 2 and 1; the second has the status."""
    score = 2.0 if status is Status.PASSED else 1.5 if status is Status.FAILED else 0.0
    first = Status.PASSED if score else status
    tally = (
        "The checks that passed weigh 2 of 3: 1.5 of 2 points, rounded to half a point."
        if status is Status.FAILED
        else ""
    )
    checks = (
        Outcome(
            f"{name}/one-step",
            "one step from zero state",
            first,
            2.0 if score else 0.0,
            2.0,
            message if not score else "",
        ),
        Outcome(
            f"{name}/shapes",
            "scalars, vectors and matrices",
            status,
            1.0 if status is Status.PASSED else 0.0,
            1.0,
            message,
            expected,
            got,
        ),
        Outcome(
            f"{name}/form", "returns float64 of the right shape", Status.PASSED if score else Status.SKIPPED, 0.0, 0.0
        ),
    )
    fields = {
        "file": "02_momentum/momentum.py",
        "line": 41,
        "diagnosis": None,
        "formula": FORMULA,
        "tally": tally,
        **more,
    }
    return ExerciseResult(name, "02_momentum", "default", status, score, 2.0, checks=checks, **fields)  # type: ignore[arg-type]


def report(student: str, *exercises: ExerciseResult, **more: object) -> Report:
    """A report of one unit."""
    score, most = sum(e.score for e in exercises), sum(e.max_score for e in exercises)
    units = (UnitScore("02_momentum", score, most),)
    return Report(student, "none", GRADER, score, most, units, exercises, **more)  # type: ignore[arg-type]


RIGHT = report("ada", exercise("momentum", Status.PASSED), exercise("nesterov", Status.PASSED))

DIAGNOSED = exercise(
    "diagnosed",
    Status.FAILED,
    message='momentum(w=4, grad=8, state={"v": 0}, lr=0.1, beta=0.9): w came out wrong.',
    expected="w = 3.2, v = 8",
    got="w = 4.8, v = 8",
    diagnosis=Diagnosis(
        DiagnosisKind.MISTAKE,
        (DiagnosisPart("momentum/ascent", "the step goes up the gradient", "Is the loss smaller?", "the sign"),),
        1,
        (("momentum/other",),),
        "",
    ),
)

EVERY_STATUS = report(
    "bob",
    exercise("right", Status.PASSED),
    DIAGNOSED,
    *(
        exercise(f"is_{status.value}", status, message=f"what {status.value} says.")
        for status in Status
        if status is not Status.PASSED
    ),
    notes=("The printed output was cut.",),
    output="step 1\nstep 2\n",
)

NASTY = (
    "\x1b[31mred\x1b[0m <script>alert('x')</script> \"quoted\" & |pipe| `code` %0A::error::forged\r\n\u202eevil\u200b "
    "\x00 \ud800 =1+2,3;4 ]]> \ufffe \U0001f600"
)
HOSTILE = report(
    NASTY,
    exercise("momentum", Status.FAILED, message=NASTY, expected=NASTY, got=NASTY, file=NASTY, formula=NASTY),
    exercise("nesterov", Status.MISSING, message="", file=None, line=None),
    notes=(NASTY,),
    output=NASTY * 3,
)

SAMPLES = {"right": RIGHT, "every_status": EVERY_STATUS, "hostile": HOSTILE}
