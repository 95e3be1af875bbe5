"""Languages that students are spoken to in. English stands beside the rule; each other one is a file in this folder.

A file `<language>.toml` lists sentences by their ids, each in English and in the language:

    "not-written" = ["{function} is not written yet.", "{function} ist noch nicht geschrieben."]

What is looked up is the English, so whoever writes a sentence writes English and nothing else; where it has changed
since, English is shown. An entry may be a template for many sentences of the catalogue: a placeholder in it stands for
one word of code, `{names}` for a list of them, `{text}` (and `{text_2}`) for anything. What is put into a sentence is
looked up too, but for a word of code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from autograder.basics.dataclass import dataclass
from autograder.errors import CourseError, closest

FOLDER: Final = Path(__file__).parent
ENGLISH_NAME: Final = "en"
_PLACEHOLDER = re.compile(r"\{(\w+)(?::[^{}]*)?\}")
_WORD: Final = r"\([^()]*\)|\[[^\[\]]*\]|\S+?"
_WORDS: Final = r"\S+(?:, \S+)*?(?: and \S+)?"
_ANYTHING: Final = r"(?s:.+)"
AND: Final = "{names} and {last}"
LONGEST: Final = 2000
"""Characters of what a template may stand for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence, or a template of many, in English and in another language."""

    english: str
    own: str

    @property
    def is_template(self) -> bool:
        """Whether it stands for many sentences: it holds a placeholder, and words of its own."""
        own = _PLACEHOLDER.sub("", self.english)
        return own != self.english and re.search("[a-z]", own) is not None

    def words(self, text: str) -> Mapping[str, str] | None:
        """What stands in a text in the place of each placeholder; None where the text is another one."""
        first, last = _ends(self.english)
        if not text.startswith(first) or not text.endswith(last):
            return None
        found = _pattern(self.english).fullmatch(text)
        return found.groupdict() if found else None


def _ends(template: str) -> tuple[str, str]:
    """What a template begins and ends with, before its first and after its last placeholder."""
    parts = _PLACEHOLDER.split(template)
    return parts[0], parts[-1]


def _kind(placeholder: str) -> str:
    """What may stand in the place of a placeholder, by its name."""
    if placeholder.startswith("text"):
        return _ANYTHING
    return _WORDS if placeholder == "names" else _WORD


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """The sentences that a template stands for."""
    parts, seen = [], set[str]()
    for number, part in enumerate(_PLACEHOLDER.split(template)):
        if number % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in seen else f"(?P<{part}>{_kind(part)})")
            seen.add(part)
    return re.compile("".join(parts))


@dataclass(frozen=True, slots=True)
class Language:
    """A language, and the files that hold its sentences; what stands in an earlier one counts."""

    name: str = ENGLISH_NAME
    files: tuple[Path, ...] = ()

    def of(self, english: str) -> str:
        """A sentence, or a template with its placeholders, in this language; in English where there is none for it."""
        if not self.files or not english:
            return english
        own = _sentences(self.files).whole.get(english)
        if own is not None:
            return own
        found = self._template(english)
        if found is None:
            return english
        entry, words = found
        return entry.own.format(
            **{name: word if _kind(name) is _WORD else self.of(word) for name, word in words.items()}
        )

    def knows(self, english: str) -> bool:
        """Whether it has a sentence, with all words in it that are no code; where nothing but names is said, yes."""
        if not self.files or not re.search("[a-z]", _PLACEHOLDER.sub("", english)):
            return True
        if english in _sentences(self.files).whole:
            return True
        found = self._template(english)
        return found is not None and all(self.knows(text) for name, text in found[1].items() if name.startswith("text"))

    def _template(self, english: str) -> tuple[Entry, Mapping[str, str]] | None:
        """The entry that fits a sentence best, with the words in it; None where none does."""
        for entry in _sentences(self.files).templates if len(english) <= LONGEST else ():
            words = entry.words(english)
            if words is not None:
                return entry, words
        return None

    @property
    def digest(self) -> str:
        """Names all that is said in it."""
        return sha256(b"\0".join([self.name.encode(), *(file.read_bytes() for file in self.files)])).hexdigest()[:16]


ENGLISH: Final = Language()


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What students read, by id: the English of it, and the language in which it is said."""

    english: Mapping[str, str]
    language: Language = ENGLISH

    def __call__(self, id_: str, **values: object) -> str:
        """The sentence of an id with values in the place of its names; KeyError where there is no such sentence."""
        return self.language.of(self.english[id_]).format(**{name: self._said(value) for name, value in values.items()})

    def of(self, english: str) -> str:
        """A sentence of the catalogue, which is known by its English."""
        return self.language.of(english)

    def sourced(self, title: str, statement: str) -> str:
        """A title that is a statement with its source in parentheses, both looked up; any other title as it is."""
        if not statement or not title.startswith(f"{statement} ("):
            return self.of(title)
        return f"{self.of(statement)} ({self.of(title.removeprefix(f'{statement} (').removesuffix(')'))})"

    def listed(self, words: Sequence[str]) -> str:
        """Words as a sentence lists them: "w", "w and v", "w, m and v"."""
        *names, last = words
        return self.language.of(AND).format(names=", ".join(names), last=last) if names else last

    def _said(self, value: object) -> object:
        if isinstance(value, str):
            return self.language.of(value)
        return Count(value) if type(value) is int else value


class Count(int):
    """A whole number, in whose place a sentence may have other words: "{count:check|checks}".

    The first are those for 1, and so on; the last are those for all numbers that have none of their own.
    """

    def __format__(self, form: str) -> str:
        words = form.split("|")
        if len(words) == 1:
            return int.__format__(self, form)
        return words[self - 1 if 0 < self < len(words) else -1]


# ---------------------------------------------------------------- files


def languages(own: Path | None = None) -> tuple[str, ...]:
    """The languages there are, with those of a course's own folder of texts."""
    folders = [FOLDER, *([own] if own else [])]
    return tuple(sorted({ENGLISH_NAME, *(file.stem for folder in folders for file in folder.glob("*.toml"))}))


def language(name: str, own: Path | None = None) -> Language:
    """A language by its name; what a course's own folder of texts says of it counts first.

    CourseError for a language that there is not, and for a file that is wrong.
    """
    known = languages(own)
    if name not in known:
        like = closest(name, known)
        meant = f"did you mean {like}? " if like else ""
        raise CourseError(f'there are no texts in the language "{name}": {meant}There are {", ".join(known)}')
    files = (folder / f"{name}.toml" for folder in ([own] if own else []) + [FOLDER])
    found = Language(name, tuple(file for file in files if file.is_file()))
    _sentences(found.files)
    return found


def stored_language(name: str) -> Language:
    """The language that a stored document names; English sentences in one that a course has of its own."""
    return Language(name, (FOLDER / f"{name}.toml",) if name in languages() and name != ENGLISH.name else ())


def entries(file: Path) -> Mapping[str, Entry]:
    """The sentences of a file by their ids; CourseError names the file and the id of what is wrong."""
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CourseError(f"{file} cannot be read ({error.strerror}): see who may read it") from error
    except UnicodeDecodeError as error:
        raise CourseError(f"{file} is not UTF-8: save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{file}: this is not valid TOML: {error}") from error
    return {id_: _entry(file, id_, value) for id_, value in data.items()}


def _entry(file: Path, id_: str, value: object) -> Entry:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(text, str) and text for text in value)):
        raise CourseError(f'{file}: "{id_}" must be two texts, ["the English", "what it is in this language"]')
    entry = Entry(*value)
    for wrong in _differing(entry):
        raise CourseError(f'{file}: "{id_}": {wrong}')
    return entry


def _differing(entry: Entry) -> Iterator[str]:
    """What keeps a template from being filled in as its English is."""
    there, here = (set(_PLACEHOLDER.findall(text)) for text in (entry.english, entry.own))
    if there - here:
        yield f"the placeholder {{{min(there - here)}}} of the English is missing"
    if here - there:
        yield f"the English has no placeholder {{{min(here - there)}}}"
    if there:
        try:
            entry.own.format(**dict.fromkeys(there, Count(1)))
        except (ValueError, KeyError, IndexError) as error:
            yield f"it cannot be filled in ({error}): a brace is written twice, {{{{ and }}}}"


@dataclass(frozen=True, slots=True)
class _Sentences:
    whole: Mapping[str, str]
    """By their English; templates too."""
    templates: tuple[Entry, ...]


@lru_cache(maxsize=8)
def _sentences(files: tuple[Path, ...]) -> _Sentences:
    """The sentences of some files; of two for the same English, that of the earlier file."""
    found = [entry for file in files for entry in entries(file).values()]
    whole = {entry.english: entry.own for entry in reversed(found)}
    templates = dict.fromkeys(entry for entry in found if entry.is_template)
    return _Sentences(whole, tuple(sorted(templates, key=_specific, reverse=True)))


def _specific(entry: Entry) -> int:
    """How much of a template is its own: the one that says most fits best."""
    return len(_PLACEHOLDER.sub("", entry.english))
