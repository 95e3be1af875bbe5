"""(answers) -> the mistakes that explain them: named where one edit of the rule, or two, gives every observed value.

A false accusation is worse than none: an explanation has to match everything that was observed, and what cannot be told
apart is listed as an alternative. Where nothing explains the answers, it is said where they depart first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.expected.fingerprints import fingerprint_of, layout_of
from autograder.expected.sketches import terms_of
from autograder.grading.compare import Mismatch, first_mismatch
from autograder.grading.diagnosis.at_steps import asked_of
from autograder.grading.diagnosis.inputs import inputs_of
from autograder.grading.diagnosis.localise import where_it_departs
from autograder.grading.diagnosis.observed import Observed
from autograder.grading.diagnosis.recognise import explanations
from autograder.grading.judge import Judgement, ProbeResult
from autograder.grading.sentences import Texts
from autograder.model import (
    AnswerKind,
    Behaviour,
    Diagnosis,
    DiagnosisPart,
    ExerciseKey,
    Named,
    Outcome,
    Status,
    Variant,
    Variants,
)

MOST_ALTERNATIVES = 5


def diagnose(key: ExerciseKey, judged: Judgement, variants: Callable[[], Variants], texts: Texts) -> Diagnosis | None:
    """What a function that did not pass does wrong; None where it gave no values, or all is right.

    `variants` gives the other ways to write the rule; it is called only when they are needed.
    """
    layout = layout_of(key)
    answered = {id_: one.answer for id_, one in judged.seen.items() if one.answer.returned or one.answer.message}
    compared = [probe.id for probe in layout.probes if probe.id in answered]
    departed = (id_ for id_ in compared if judged.seen[id_].mismatch is not None)
    departures = {id_: found for id_ in departed if (found := _mismatch(judged.seen[id_], key))}
    behaviours = _behaviours(key, judged.outcomes, departures, texts)
    if not departures or any(mismatch.form for mismatch in departures.values()):
        return Diagnosis("behaviour", behaviours, 1) if behaviours else _in_long_runs(judged, texts)
    observed = Observed(layout, fingerprint_of(answered, layout), departures)
    step = _first_visible_step(observed)
    known = variants()
    explained = explanations(observed, known)
    if explained:
        kind = known.named[explained[0].parts[0]].kind if len(explained[0].parts) == 1 else "mistake"
        parts = (*_parts(explained[0], known, texts), *behaviours)
        return Diagnosis(kind, parts, step, _alternatives(explained))
    return Diagnosis("localised", behaviours, step, (), where_it_departs(observed, texts))


def prepare(key: ExerciseKey) -> None:
    """Lay out what diagnoses need of a key, so that the first submission costs no more than those after it."""
    layout = layout_of(key)
    terms_of(layout)
    inputs_of(layout)
    asked_of(layout)


def _mismatch(seen: ProbeResult, key: ExerciseKey) -> Mismatch | None:
    """Where an answer departs: in its form, wherever that is, before its numbers."""
    if seen.mismatch is None or seen.mismatch.form or len(seen.answer.returned) == 1:
        return seen.mismatch
    return first_mismatch(seen.probe.expected, seen.answer, key, only_form=True) or seen.mismatch


def _in_long_runs(judged: Judgement, texts: Texts) -> Diagnosis | None:
    """Where a path leaves its theorem although every other probe is answered right."""
    others = (seen for seen in judged.seen.values() if not seen.probe.theorem)
    if any(seen.mismatch is not None or seen.answer.kind is not AnswerKind.VALUE for seen in others):
        return None
    for probe, _, mismatch in judged.seen.values():
        if probe.theorem and mismatch is not None:
            where = texts("only-in-long-runs", why=probe.why, step=mismatch.step)
            return Diagnosis("localised", (), mismatch.step, (), where)
    return None


def _first_visible_step(observed: Observed) -> int:
    """The first step of a run at which it shows; probes of one step say nothing of that."""
    runs = [observed.departures[probe.id].step for probe in observed.wrong_probes if probe.call.steps > 1]
    return min(runs, default=1)


# ---------------------------------------------------------------- named


def _parts(variant: Variant, variants: Variants, texts: Texts) -> tuple[DiagnosisPart, ...]:
    return tuple(_part(variants.named[id_], texts, beside=len(variant.parts) > 1) for id_ in variant.parts)


def _part(named: Named, texts: Texts, *, beside: bool) -> DiagnosisPart:
    """The words for a mistake or a convention; a convention holds only so far, where a mistake stands beside it."""
    title = named.title
    return DiagnosisPart(
        named.id,
        texts("form-with-a-mistake", title=title) if beside and named.kind == "convention" else title,
        named.hint,
        named.place,
    )


def _alternatives(found: Sequence[Variant]) -> tuple[tuple[str, ...], ...]:
    others = [*found[0].same, *(parts for variant in found[1:] for parts in (variant.parts, *variant.same))]
    return tuple(others[:MOST_ALTERNATIVES])


# ---------------------------------------------------------------- behaviour


def _behaviours(
    key: ExerciseKey, outcomes: Sequence[Outcome], departures: Mapping[str, Mismatch], texts: Texts
) -> tuple[DiagnosisPart, ...]:
    """What was observed of the function beside its numbers."""
    checks = {check.id: check.behaviour for check in key.checks}
    failed = {checks[outcome.id] for outcome in outcomes if outcome.status is Status.FAILED}
    forms: dict[str, Mapping[str, Any]] = {}
    for mismatch in departures.values():
        if mismatch.form:
            forms.setdefault(mismatch.form, mismatch.details)
    ids = [*forms]
    if Behaviour.ARGUMENTS in failed:
        ids.append("changes-arguments")
    if Behaviour.REPEAT in failed:
        ids.append("not-repeatable")
    details = {id_: {**forms.get(id_, {}), "function": key.name} for id_ in ids}
    return tuple(
        DiagnosisPart(
            f"{key.name}/{id_}",
            texts(f"{id_}.title"),
            texts(f"{id_}.hint", **details[id_]),
            texts(f"{id_}.place", **details[id_]),
        )
        for id_ in ids
    )
