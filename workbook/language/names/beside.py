"""What the words beside a person's name tell: a man or a woman, an office, kinship, the elder or the younger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from workbook.language.names.gazetteer import titles, womens_names, words
from workbook.language.names.page import Page, Span
from workbook.lexicons import read_yaml

MAN, WOMAN = "man", "woman"
_WINDOW = 5  # words before a name that may tell
_AFTER = 9  # words behind it
# "Anna Brown, who said she …": a pronoun of the same sentence, before anybody else is named.
_PRONOUN = re.compile(r"[^.!?\n\"“”]{0,90}?\b(he|his|himself|she|her|herself)\b")
_RANKS = {"gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "lt": "lieutenant", "adm": "admiral"}
_ELDER = {"elder": 1, "older": 1, "senior": 1, "younger": -1, "junior": -1}


@dataclass(frozen=True)
class Told:
    """What the words beside a name tell: man or woman, offices, "elder" (1) or "younger" (-1), the kin it is of."""

    sex: str | None
    offices: set[str]
    age: int
    kin: str | None
    is_civil: bool  # Mr, Mrs, Ms, whom nobody calls General
    is_guess: bool  # the sex is only a pronoun's or a given name's


def told(span: Span, page: Page) -> Told:
    """Return what the words right before and behind a name tell of the person; the page remembers it."""
    if span[:2] not in page.told:
        page.told[span[:2]] = _read(span, page)
    return page.told[span[:2]]


def _read(span: Span, page: Page) -> Told:
    before = _before(span.first, page)
    kin = next((word for word in before[-2:] if word in _kin() and before[-1] != "of"), None)
    led = [word for word, after in pairwise(before) if word in _kin() and after == "the"]
    kin = kin or (led[-1] if led else None) or _kin_behind(span.last, page)  # "his father, the headmaster Omar Sow"
    offices = {name.name.casefold() for _, end, name in titles().find(page.words[: span.first][-_WINDOW:], page.text)
               if name.rule != "courtesy" and end == min(span.first, _WINDOW)}  # fmt: skip
    beside = page.gap(span.first) in (" ", ". ") and page.joins(span.first)
    if not beside or page.words[span.first - 1].text == "major":  # "a major Warhol show"
        offices = set()
    offices |= {rank for office in offices if (rank := _RANKS.get(office.rstrip(".").split()[-1]))}
    age = next((_ELDER[word] for word in before[-2:] if word in _ELDER), 0)
    is_civil = bool(before) and before[-1] in ("mr", "mrs", "ms", "miss")
    offices |= _offices_behind(span.last, page)
    sure = _told_sex(before, kin)
    return Told(sure or _guessed_sex(span, page), offices, age, kin, is_civil, sure is None)


def _before(first: int, page: Page) -> list[str]:
    """Return the words right before a name, in the same clause."""
    found: list[str] = []
    at = first
    while at > max(0, first - _WINDOW) and page.gap(at) in (" ", ", ", ". ", "-", "'", "’"):
        token = page.token(at - 1)
        if token is not None and token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP"):
            break  # "Lady Ashton met | Saeed Jalili"
        if page.gap(at) == ". " and page.words[at - 1].key not in words("abbreviations"):
            break
        at -= 1
        found.insert(0, page.words[at].text.casefold().rstrip("."))
    return found


def _kin_behind(last: int, page: Page) -> str | None:
    """Return the kin that a name is called behind it: ", his sister and a senator", ", the wife of the minister"."""
    if page.gap(last) != ", ":
        return None
    text = [word.text.casefold() for word in page.words[last : last + 3]]
    if text[1:2] == ["of"] and text[0] in _kin():  # "Ann Lee, widow of Commander Lee"
        return text[0]
    owned = len(text) > 1 and text[0] in ("his", "her", "their", "the", "a")
    return next((word for word in text[1:3] if word in _kin()), None) if owned else None


def _told_sex(before: list[str], kin: str | None) -> str | None:
    """Return whether kinship or a title speaks of a man or a woman."""
    if kin and _kin()[kin]:
        return _kin()[kin]
    speakers = read_yaml("speakers")
    for word in reversed(before[-3:]):
        if word in speakers["women"] or word in words("women"):
            return None if word in ("her", "she") else WOMAN
        if word in speakers["men"]:
            return None if word in ("his", "he", "him") else MAN
    return None


def _guessed_sex(span: Span, page: Page) -> str | None:
    """Return whether a pronoun behind a name, or else the given name, speaks of a man or a woman."""
    end = page.words[span.last - 1].end
    capital = next((at for at in range(span.last, min(len(page.words), span.last + 25)) if page.capital(at)), None)
    pronoun = _PRONOUN.match(page.text, end, len(page.text) if capital is None else page.words[capital].start)
    if pronoun is None:
        return WOMAN if page.words[span.first].key in womens_names() else None
    return MAN if pronoun[1] in ("he", "his", "himself") else WOMAN


def _offices_behind(last: int, page: Page) -> set[str]:
    """Return the titles that follow a name after a comma: ", a former deputy foreign minister,"."""
    if page.gap(last) != ", ":
        return set()
    behind = page.words[last : page.phrase_end(last, _AFTER)]
    kin = next((at for at, word in enumerate(behind) if word.key in _kin()), len(behind))  # "a nephew of the premier"
    return {name.name.casefold() for _, _, name in titles().find(behind[:kin], page.text)}


@cache
def _kin() -> dict[str, str | None]:
    """Return words of kinship, and whether they are a man's or a woman's."""
    return {word: sex or None for word, sex in read_yaml("name-words")["kin"].items()}
