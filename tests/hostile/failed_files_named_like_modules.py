"""Code by the grader: files that are called like modules, in the folder from which the class is graded."""
# Working folder: eve.

from pathlib import Path

CODE = """
with open({mark!r}, "a") as mark:
    mark.write(__name__ + " ran outside of the sandbox\\n")
"""
WRONG = "def gradient_descent(w, grad, *, lr):\n    return 0 * w\n"


def hand_in(class_folder: Path, context: dict[str, Path]) -> None:
    for name in ("selectors", "random", "numpy", "autograder", "site", "sitecustomize", "usercustomize"):
        (class_folder / "eve").mkdir(exist_ok=True)
        (class_folder / "eve" / f"{name}.py").write_text(CODE.format(mark=str(context["marker"])))
        (class_folder / "eve" / "gradient_descent.py").write_text(WRONG)
