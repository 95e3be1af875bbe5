"""(answers) -> the mistakes that explain them: named where one edit of the rule, or two, gives every observed value.

A false accusation is worse than none: an explanation has to match everything that was observed, and what cannot be told
apart is listed as an alternative. Where nothing explains the answers, it is said where they depart first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.expected.faults import FaultDictionary
from autograder.expected.fingerprints import layout_of
from autograder.expected.sketches import terms_of
from autograder.grading.diagnosis.recognise import explanations
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import (
    AnswerKind,
    Behaviour,
    Diagnosis,
    DiagnosisKind,
    DiagnosisPart,
    EditKind,
    ExerciseKey,
    Named,
    Probe,
    Variant,
    Variants,
)

if TYPE_CHECKING:
    from autograder.grading.diagnosis.by_family import Relatives

MOST_ALTERNATIVES = 5
CAUSES = {Behaviour.REPEAT: "not-repeatable", Behaviour.ARGUMENTS: "changes-arguments"}
"""Behaviours that are told first, because answers of another form may come from them."""


def diagnose(
    observation: Observation,
    faults: Callable[[], FaultDictionary],
    texts: Texts,
    relatives: Relatives = tuple,
    never_used: Callable[[], Sequence[str]] = tuple,
) -> Diagnosis | None:
    """What a function that did not pass does wrong; None where it gave no values, or all is right.

    `faults` gives the other ways to write the rule, with what they give, `relatives` the programs of other exercises,
    and `never_used` the parameters that its source never uses; each is called only when it is needed.
    """
    behaviours = behaviours_of(observation, texts)
    if all(mismatch.form for mismatch in observation.mismatches.values()):
        return Diagnosis(DiagnosisKind.BEHAVIOUR, behaviours, 1) if behaviours else _in_long_runs(observation, texts)
    step, known = _first_visible_step(observation), faults()
    named = _named(observation, known, relatives, texts) or _beside_a_count(observation, known, relatives, texts)
    if named:
        return replace(named, parts=(*named.parts, *behaviours), first_visible_step=step)
    from autograder.grading.diagnosis.localise import where_it_departs

    kind = DiagnosisKind.BEHAVIOUR if observation.forms else DiagnosisKind.LOCALISED
    return Diagnosis(kind, behaviours, step, (), where_it_departs(observation, texts, never_used()))


def _named(observation: Observation, known: FaultDictionary, relatives: Relatives, texts: Texts) -> Diagnosis | None:
    """The convention, the mistakes or the member of a family that explain every answer; None where none do."""
    explained = explanations(observation, known)
    if explained:
        others = _alternatives(explained)
        said = _said_of(others, known.variants, texts)
        parts = _parts(explained[0], known.variants, texts)
        return Diagnosis(_kind(explained[0], known.variants), parts, 1, others, said)
    from autograder.grading.diagnosis.by_family import parts_by_family  # many modules, and a known mistake needs none

    parts = parts_by_family(observation, known, relatives, texts)
    return Diagnosis(DiagnosisKind.MISTAKE, parts, 1) if parts else None


def _beside_a_count(
    observation: Observation, known: FaultDictionary, relatives: Relatives, texts: Texts
) -> Diagnosis | None:
    """What explains every answer but a count that comes back as it was given; None where there is none, or nothing."""
    from autograder.grading.diagnosis.by_family import part_of_family
    from autograder.grading.diagnosis.counts import stopped_counts, without

    stopped = stopped_counts(observation)
    named = _named(without(observation, stopped), known, relatives, texts) if stopped else None
    if named is None:
        return None
    beside = [part_of_family("not-counted", observation, {"name": name}, texts) for name in stopped]
    return Diagnosis(DiagnosisKind.MISTAKE, (*named.parts, *beside))


def prepare(key: ExerciseKey) -> None:
    """Lay out what diagnoses need of a key, so that the first submission costs no more than those after it."""
    from autograder.grading.diagnosis.at_steps import asked_of
    from autograder.grading.diagnosis.by_family import parts_by_family  # noqa: F401 - before processes are forked
    from autograder.grading.diagnosis.inputs import inputs_of
    from autograder.grading.diagnosis.localise import where_it_departs  # noqa: F401

    layout = layout_of(key)
    terms_of(layout)
    inputs_of(layout)
    asked_of(layout)


def _in_long_runs(observation: Observation, texts: Texts) -> Diagnosis | None:
    """Where a path leaves its theorem although every other probe is answered right."""
    others = (observation.answers[probe.id].kind for probe in observation.layout.probes)
    if observation.mismatches or any(kind is not AnswerKind.VALUE for kind in others):
        return None
    run = next((run for run in observation.runs if run.id in observation.path_mismatches), None)
    if run is None:
        return None
    step = observation.path_mismatches[run.id].step
    return Diagnosis(DiagnosisKind.LOCALISED, (), step, (), texts("only-in-long-runs", why=run.why, step=step))


def _first_visible_step(observation: Observation) -> int:
    """The first step of a run at which it shows; probes of one step say nothing of that."""
    runs = [observation.mismatches[probe.id].step for probe in observation.wrong_probes if probe.call.steps > 1]
    return min(runs, default=1)


# ---------------------------------------------------------------- named


def _kind(variant: Variant, variants: Variants) -> DiagnosisKind:
    """Another convention where it is that and nothing else, else a mistake."""
    alone = len(variant.parts) == 1
    return DiagnosisKind(variants.named[variant.parts[0]].kind) if alone else DiagnosisKind.MISTAKE


def _parts(variant: Variant, variants: Variants, texts: Texts) -> tuple[DiagnosisPart, ...]:
    return tuple(_part(variants.named[id_], texts, beside=len(variant.parts) > 1) for id_ in variant.parts)


def _part(named: Named, texts: Texts, *, beside: bool) -> DiagnosisPart:
    """The words for a mistake or a convention; a convention holds only so far, where a mistake stands beside it."""
    title, hint, place = map(texts.of, (named.title, named.hint, named.place))
    if beside and named.kind is EditKind.CONVENTION:
        title = texts("form-with-a-mistake", title=title)
    return DiagnosisPart(named.id, title, hint, place)


def _alternatives(found: Sequence[Variant]) -> tuple[tuple[str, ...], ...]:
    others = [*found[0].same, *(parts for variant in found[1:] for parts in (variant.parts, *variant.same))]
    return tuple(others[:MOST_ALTERNATIVES])


def _said_of(others: Sequence[tuple[str, ...]], variants: Variants, texts: Texts) -> str:
    """What else the answers allow, in a sentence; empty where there is nothing else."""
    titles = [texts.listed([texts.of(variants.named[id_].title) for id_ in ids]) for ids in others]
    return texts("alternatives", others="; ".join(titles)) if titles else ""


# ---------------------------------------------------------------- behaviour


def behaviours_of(observation: Observation, texts: Texts) -> tuple[DiagnosisPart, ...]:
    """What was observed of the function beside its numbers; nothing beside an exception, which comes first."""
    if any(_is_shown_as_an_exception(observation, probe) for probe in observation.layout.probes):
        return ()
    faulty = {behaviour for behaviour, behaved in observation.behaviours.items() if behaved.fault is not None}
    forms: dict[str, Mapping[str, object]] = {}
    for mismatch in observation.forms.values():
        forms.setdefault(mismatch.form, mismatch.details)
    ids = [id_ for behaviour, id_ in CAUSES.items() if behaviour in faulty]
    ids += [*forms, *(["measured-too-often"] if Behaviour.MEASURED in faulty else [])]
    return tuple(_of_behaviour(id_, observation.layout.key.name, forms.get(id_, {}), texts) for id_ in ids)


def _is_shown_as_an_exception(observation: Observation, probe: Probe) -> bool:
    """Whether a call ended with an exception, and nothing was wrong with it before that."""
    return observation.answers[probe.id].kind is AnswerKind.ERROR and probe.id not in observation.mismatches


def _of_behaviour(id_: str, function: str, details: Mapping[str, object], texts: Texts) -> DiagnosisPart:
    said = {**details, "function": function}
    return DiagnosisPart(
        f"{function}/{id_}", texts(f"{id_}.title", **said), texts(f"{id_}.hint", **said), texts(f"{id_}.place", **said)
    )
