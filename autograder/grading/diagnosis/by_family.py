"""(observation) -> what a family of mistakes explains, in words, where no mistake of the catalogue does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.expected.families.others import Relative
from autograder.expected.families.program import Program, programs_of
from autograder.expected.faults import FaultDictionary
from autograder.grading.diagnosis.edges import Edges
from autograder.grading.diagnosis.rounded import rounded, stays
from autograder.grading.diagnosis.search import Search
from autograder.grading.observe import Observation
from autograder.grading.sentences import Texts
from autograder.model import DiagnosisPart

Relatives = Callable[[], tuple[Relative, ...]]


def parts_by_family(
    observation: Observation, faults: FaultDictionary, relatives: Relatives, texts: Texts
) -> tuple[DiagnosisPart, ...]:
    """What is wrong, where a family explains every number; nothing otherwise."""
    if not faults.variants.right or not observation.given.any():
        return ()
    cut = rounded(observation)
    if cut is not None:
        details = {"names": texts.listed(cut.names), "count": len(cut.names), "places": cut.places}
        return (part_of_family("rounded", observation, details, texts),)
    if stays(observation):
        return (part_of_family("stays", observation, {}, texts),)
    search = Search(observation, relatives())
    known_ones = programs_of(observation.layout.key, faults.variants)
    for known in known_ones:
        suspect = search.found(known)
        if suspect is not None:
            said = part_of_family(suspect.sentence, observation, suspect.details, texts)
            return (*_form(known, faults, texts), said)
    return _apart_from_an_edge(observation, faults, search, known_ones[0], texts)


def _form(known: Program, faults: FaultDictionary, texts: Texts) -> tuple[DiagnosisPart, ...]:
    """The convention that a program has, where it is not the course's."""
    if not known.convention:
        return ()
    named = faults.variants.named[known.convention]
    title = texts("form-beside-a-mistake", title=named.title)
    return (DiagnosisPart(named.id, title, texts.of(named.hint), texts.of(named.place)),)


def part_of_family(
    sentence: str, observation: Observation, details: Mapping[str, object], texts: Texts
) -> DiagnosisPart:
    """The words for a member of a family."""
    function = observation.layout.key.name
    said = {"function": function, **details}
    title, hint, place = (texts(f"{sentence}.{part}", **said) for part in ("title", "hint", "place"))
    return DiagnosisPart(f"{function}/{sentence}", title, hint, place)


def _apart_from_an_edge(
    observation: Observation, faults: FaultDictionary, search: Search, known: Program, texts: Texts
) -> tuple[DiagnosisPart, ...]:
    """A known mistake, or a member of a family, that explains every number but those on one edge."""
    edges = Edges(observation)
    rows = edges.candidates(faults).tolist()
    given = [faults.alone.fingerprint(row) for row in rows]
    faults.remember()
    for place in edges.likely(given).tolist():
        variant, edge = faults.variants.alone[rows[place]], edges.edge(given[place])
        if edge:
            named = faults.variants.named[variant.parts[0]]
            title = texts("apart-from", title=named.title, edge=edge)
            return (DiagnosisPart(named.id, title, texts.of(named.hint), texts.of(named.place)),)
    for suspect in search.at_edges(known):
        edge = edges.edge(search.given(suspect))
        if edge:
            part = part_of_family(suspect.sentence, observation, suspect.details, texts)
            return (DiagnosisPart(part.id, texts("apart-from", title=part.title, edge=edge), part.hint, part.place),)
    return ()
