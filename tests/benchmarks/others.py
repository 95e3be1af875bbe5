"""`python -m tests.benchmarks.others`: what the authors of wrong code are told, as a table and file by file.

Writes `others.md` beside this module, to be read by a person: whether a sentence helps is for people to judge.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from autograder.model import Status
from tests.grading.wrong_code import WrongCode, wrong_code

FOUND = Path(__file__).with_name("others.md")
KINDS = ("mistake", "convention", "behaviour", "localised", "exception", "nothing")
HEAD = """# Wrong code by others

Made by `python -m tests.benchmarks.others` from `tests/others`: attempts that were written from the stubs alone, by
authors who knew neither the catalogue nor the probes.

Probes, sentences and the catalogue have been improved with what each batch showed, so the table below measures how well
that was done. What a batch showed when it was new, before any change:

- 1st: 128 of 138 caught; probes for the other ten were added.
- 2nd: 60 of 60 caught, 25 named, 6 by their behaviour, 29 localised.
- 3rd: 70 of 70 caught, 32 named, 7 by their behaviour, 31 localised. A reader who judged what the 2nd and the 3rd
  batch were told found 114 of 130 useful, 10 weak and 6 misleading; sentences and mistakes were improved after that.
- 4th: 74 of 74 caught, 52 named, 5 by their behaviour, 17 localised. Another reader found 72 of 74 useful, 2 weak,
  none misleading.

"""


def kind_of(code: WrongCode) -> str:
    """How an attempt is answered; empty where it is not caught."""
    outcomes, diagnosis = code.told
    if diagnosis is not None:
        return diagnosis.kind
    if any(outcome.status is Status.ERROR for outcome in outcomes):
        return "exception"
    return "nothing" if any(outcome.status is Status.FAILED for outcome in outcomes) else ""


def table(codes: list[WrongCode]) -> list[str]:
    """A line for each batch: how many attempts, how many are caught, and how they are answered."""
    lines = [f"| batch | attempts | caught | {' | '.join(KINDS)} |", f"|{'---|' * (len(KINDS) + 3)}"]
    for batch in dict.fromkeys(code.path.parent.name for code in codes):
        kinds = Counter(kind_of(code) for code in codes if code.path.parent.name == batch)
        cells = [batch, kinds.total(), kinds.total() - kinds[""], *(kinds[kind] for kind in KINDS)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def main() -> None:
    """Print the table and write the page."""
    codes = wrong_code()
    lines = table(codes)
    print("\n".join(lines))
    told = [
        f"- **{code.id}** ({kind_of(code) or 'not caught'})\n  - wrong: {code.what_is_wrong}\n  - told: {code.said}"
        for code in codes
    ]
    FOUND.write_text(HEAD + "\n".join([*lines, "", *told]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
