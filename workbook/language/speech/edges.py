"""Where the words that name a speaker begin and end, of which a parse often takes a part."""

from __future__ import annotations

from workbook.language.speech.antecedents import NOUNS
from workbook.language.speech.cues import Cue
from workbook.language.speech.reporting_words import days
from workbook.language.speech.tokens import View
from workbook.lexicons import read_words

Tokens = tuple[int, int]

NOUNISH = NOUNS | {"CD", "DT", "JJ", "JJR", "JJS", "POS", "PRP$", "HYPH", "WP", "WDT", "VBN", "VBG"}
DIVIDERS = {",", "-", "–", "—"}
LONGEST = 14  # tokens of an insertion between commas, or of a name without a parse
_REST = 6  # tokens of a name that the parse left out


def whole(seen: View, span: Tokens, cue: Cue) -> Tokens:
    """Return the whole of the words of which a parse names a part: with office and name, without day and place."""
    apart = [i for i in range(*span) if seen.words[i].isspace() or seen.words[i] == ":"]  # over a line's end
    begin = apart[-1] + 1 if apart else span[0]
    span = (_whole_name(seen, begin), _name_end(seen, span[1], cue))
    if seen.words[span[0]] == "who" and span[0] > 1:
        span = nouns_until(seen, span[0] - 1, span[0] - 1) or span
    begin = _office_before(seen, _seen_by(seen, _behind_place(seen, *span)))
    begin = _role_before(seen, begin)
    while begin < span[1] and (seen.words[begin] == "," or _is_time(seen.words[begin])):
        begin += 1
    return begin, _without_day(seen, *span) if span[1] <= cue.start else span[1]


def _is_time(word: str) -> bool:
    """Say whether a word is a time of day at the head of an entry: "17.20 Rosa Paz says"."""
    hour, mark, minute = word.partition("." if "." in word else ":")
    return bool(mark) and hour.isdigit() and minute.isdigit() and len(minute) == 2


def _whole_name(seen: View, first: int) -> int:
    """Return where the name begins of which the parse took only the end: "their envoy Luisa | Prado said"."""
    cut = first
    while cut and _is_name(seen, cut) and _is_name(seen, cut - 1):
        cut -= 1
    if cut == first:
        return first
    while cut > max(0, first - LONGEST) and seen.quote_of[cut - 1] < 0:  # "the mother of hostage Eitan | Bar wrote"
        if seen.tags[cut - 1] not in NOUNISH and seen.lower[cut - 1] not in ("of", "for", "to"):
            break
        if seen.words[cut - 1].isspace():
            break
        cut -= 1
    return cut


def _name_end(seen: View, end: int, cue: Cue) -> int:
    """Return where the name ends of which the parse took only the beginning: "Espen Barth | Eide called"."""
    if not 0 < cue.start - end <= _REST or not seen.words[end - 1].istitle():
        return end
    rest_of_name = all(seen.words[i].istitle() and seen.lower[i] not in days() for i in range(end, cue.start))
    return cue.start if rest_of_name else end


def _behind_place(seen: View, first: int, end: int) -> int:
    """Return where a source begins behind a phrase of place or time: "Under the deal, | Sahel Air said"."""
    commas = (at for at in range(first + 1, end - 1) if seen.words[at] == "," and seen.tags[first] == "IN")
    return next(commas, first - 1) + 1


def _role_before(seen: View, first: int) -> int:
    """Return where the role before a name begins: "“It holds,” | his driver, Ramón Pacheco, whispered"."""
    if first > 1 and seen.lower[first - 1] in read_words("speakers", "roles") and seen.tags[first] == "NNP":
        office = nouns_until(seen, first, first)  # "foreign ministry spokeswoman | Ana Paz said"
        return office[0] if office is not None else first
    role = nouns_until(seen, first - 1, first - 1) if first > 2 and seen.words[first - 1] == "," else None
    beside = role is not None and (seen.quote_of[role[0] - 1] >= 0 or seen.lower[role[0] - 1] == "as")
    if role is None or not beside or seen.tags[role[0]] not in ("PRP$", "DT"):
        return first
    return role[0]


def _without_day(seen: View, first: int, end: int) -> int:
    """Return where a source ends before a day: "Governor Bello | on Friday said"."""
    if end - first < 2 or seen.lower[end - 1] not in days() or seen.lower[end - 2] in ("from", "of", "for"):
        return end
    end -= 1
    while end - first > 1 and seen.lower[end - 1] in ("on", "late", "early", ","):
        end -= 1
    return end


def _seen_by(seen: View, first: int) -> int:
    """Return where the phrase begins that ends in whom the parse took for its subject: "a letter seen by | X says"."""
    if first < 3 or seen.lower[first - 1] != "by" or seen.tags[first - 2] != "VBN":
        return first
    written = nouns_before(seen, first - 2)
    return written[0] if written is not None else first


def _office_before(seen: View, first: int) -> int:
    """Return where the office begins whose owner was found: "the bishop of | Quibdó", "a lawyer for | Levi"."""
    begin = first = first + (seen.lower[first] in ("of", "for"))
    while begin > 0 and seen.tags[begin - 1] in NOUNISH and seen.quote_of[begin - 1] < 0:
        begin -= 1
    if begin < 2 or seen.lower[begin - 1] not in ("of", "for") or seen.tags[begin - 2] not in NOUNS:
        return first
    office = nouns_until(seen, begin - 1, begin - 1)
    return office[0] if office and seen.lower[begin - 2] in read_words("speakers", "roles") else first


def _is_name(seen: View, i: int) -> bool:
    return seen.tags[i] == "NNP" and seen.quote_of[i] < 0 and not seen.words[i].isspace()


def nouns_before(seen: View, i: int) -> Tokens | None:
    """Return the nouns that stand before a verb group, where the parse names no subject."""
    end = i
    while end > 0 and (seen.tags[end - 1] in ("RB", "MD") or seen.deps[end - 1].startswith("aux")):
        end -= 1
    if end > 1 and seen.lower[end - 1] in days():  # "X, who on Tuesday told"
        end -= 2 if seen.lower[end - 2] == "on" else 1
    until = end
    if end > 0 and seen.words[end - 1] in DIVIDERS:  # behind a name and something between commas or dashes
        insertion, divider = seen.words[max(0, end - LONGEST) : end - 1], seen.words[end - 1]
        end -= 2 + insertion[::-1].index(divider) if divider in insertion and seen.tags[i] != "VBG" else 1
    if end > 3 and seen.words[end - 1] == ")" and seen.words[end - 3] == "(":  # a name and its letters
        return nouns_until(seen, end - 3, end)
    inserted = seen.words[end + 1 : until - 1]
    is_name = bool(inserted) and all(word[0].isupper() or len(word) < 4 for word in inserted)  # "its aide, X, said"
    return nouns_until(seen, end, until - 1 if is_name else end)


def nouns_until(seen: View, end: int, until: int) -> Tokens | None:
    """Return the nouns that end at a token, and what stands behind them as far as ``until``."""
    start = end
    while start > max(0, end - LONGEST) and seen.tags[start - 1] in NOUNISH and seen.quote_of[start - 1] < 0:
        start -= 1
        if seen.tags[start] == "PRP$":
            break
    return (start, until) if start < end and seen.tags[end - 1] not in ("JJ", "JJR", "JJS") else None
