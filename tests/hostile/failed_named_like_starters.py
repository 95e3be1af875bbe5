"""Code by the grader: students who are called like modules that start other processes."""
# Working folder: class.

from pathlib import Path

CODE = """
with open({mark!r}, "a") as mark:
    mark.write(__name__ + " ran outside of the sandbox\\n")
"""
WRONG = "def gradient_descent(w, grad, *, lr):\n    return 0 * w\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    for name in ("multiprocessing", "subprocess", "pickle", "struct", "signal", "concurrent"):
        (class_folder / name).mkdir()
        (class_folder / name / "__init__.py").write_text(CODE.format(mark=str(context["marker"])))
        (class_folder / name / "gradient_descent.py").write_text(WRONG)
