"""The nouns: plain immutable values that flow one way, from a course to a report.

    Course -> Exercise -> Check        what is asked, and what a right answer is
    Module -> Request -> Response      what is run in the student's process, and what came back
    Outcome -> ExerciseResult -> Report   what the judge found

Arrays are NumPy float64 unless a field says otherwise; nobody writes to an array once it is inside one of these.
They are loaded when they are used.
"""

from typing import TYPE_CHECKING

from autograder.basics.lazy import loader

if TYPE_CHECKING:
    from autograder.model.course import Deadline, Exercise, Limits
    from autograder.model.key import Behaviour, Check, ExerciseKey, Expected, Probe
    from autograder.model.picture import Picture
    from autograder.model.plain import Json
    from autograder.model.report import (
        Diagnosis,
        DiagnosisKind,
        DiagnosisPart,
        Excerpt,
        ExerciseResult,
        GraderInfo,
        Outcome,
        QuestionResult,
        RepairResult,
        Report,
        Standing,
        Status,
        UnitScore,
    )
    from autograder.model.returned import Leaf, LeafKind, Returned, Tree
    from autograder.model.run import (
        Answer,
        AnswerKind,
        Argument,
        Call,
        Carried,
        Cell,
        CellError,
        GradientAt,
        GradientFunction,
        IsolationLevel,
        Module,
        PlainArgument,
        Request,
        Response,
        Series,
    )
    from autograder.model.values import Array, BoolArray, FloatArray, IntArray, Value
    from autograder.model.variants import EditKind, Named, Variant, Variants

__all__ = [
    "Answer",
    "AnswerKind",
    "Argument",
    "Array",
    "Behaviour",
    "BoolArray",
    "Call",
    "Carried",
    "Cell",
    "CellError",
    "Check",
    "Deadline",
    "Diagnosis",
    "DiagnosisKind",
    "DiagnosisPart",
    "EditKind",
    "Excerpt",
    "Exercise",
    "ExerciseKey",
    "ExerciseResult",
    "Expected",
    "FloatArray",
    "GraderInfo",
    "GradientAt",
    "GradientFunction",
    "IntArray",
    "IsolationLevel",
    "Json",
    "Leaf",
    "LeafKind",
    "Limits",
    "Module",
    "Named",
    "Outcome",
    "Picture",
    "PlainArgument",
    "Probe",
    "QuestionResult",
    "RepairResult",
    "Report",
    "Request",
    "Response",
    "Returned",
    "Series",
    "Standing",
    "Status",
    "Tree",
    "UnitScore",
    "Value",
    "Variant",
    "Variants",
]

if not TYPE_CHECKING:
    __getattr__ = loader(
        __name__,
        {
            "course": "Deadline Exercise Limits",
            "key": "Behaviour Check ExerciseKey Expected Probe",
            "report": "Diagnosis DiagnosisKind DiagnosisPart Excerpt ExerciseResult GraderInfo Outcome QuestionResult "
            "RepairResult Report Standing Status UnitScore",
            "returned": "Leaf LeafKind Returned Tree",
            "run": "Answer AnswerKind Argument Call Carried Cell CellError GradientAt GradientFunction IsolationLevel "
            "Module PlainArgument Request Response Series",
            "picture": "Picture",
            "plain": "Json",
            "variants": "EditKind Named Variant Variants",
            "values": "Array BoolArray FloatArray IntArray Value",
        },
    )
