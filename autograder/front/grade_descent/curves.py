"""`write_curves`: a page with the curves of your own optimizers."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from grade_descent.first_look import obstacle


def write_curves(file: str, title: str, curves: Mapping[tuple[str, str], Mapping[str, Sequence[float]]]) -> Path:
    """Write a page with a table of the last numbers and a chart for each pair; return where it lies.

    Args:
        file: the page to write, such as "report.html"; one that is there is written anew.
        title: what stands above it.
        curves: by pair, such as ("adam", "linear_decay"), one or two series of numbers by name, from step 0 on.

    Returns:
        The path of the page.

    Raises:
        ValueError: there is no curve, or one without numbers, or with one that is not finite.
    """
    if found := obstacle():
        raise ImportError(f"{found.what}. {found.cure_here}")
    from autograder.basics.atomic import write_whole
    from autograder.catalogue.course import course_at
    from autograder.reports.curve_page import page
    from autograder.reports.sentences import texts_in

    path = Path(file).resolve()
    write_whole(path, page(title, curves, texts_in(course_at(None, path.parent).language)))
    return path
