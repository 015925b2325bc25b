"""Names of outlets and people as lines give them: "By Ann Lee", "Lee, Ann", "The Harbour Post"."""

from __future__ import annotations

import re
from functools import cache

from workbook.lexicons import read_lexicon

# "By Ann Lee", "by ANN LEE in Geneva", "Byline: Ann Lee", "Author: Ann Lee"
BY = re.compile(r"\s*(?:by(?:line)?|von|par|por|authors?|written by)\b\s*:?\s+", re.IGNORECASE)
SMALL = "of|the|and|for|on|in|de|du|des|la|le|der|di|del|el|al|van|von|bin|&"  # words in a name
NAME = re.compile(rf"(?:The |An? )?[A-Z0-9][\w.'’&-]*(?: (?:[A-Z0-9][\w.'’&-]*|{SMALL})){{0,6}}")
SURNAME_FIRST = re.compile(r"((?:(?:van|von|der|den|de|al|el|bin|di|la|le) )*[^\W\d_][\w'’-]+), ([^\W\d_][\w.'’ -]+)")


MAIL = re.compile(r"\s{0,3}[<(\[]?[^\s<>()\[\]]{1,60}@[\w.-]{1,60}\w[>)\]]?")


CONTRIBUTED = re.compile(r"[;.] [^;.]*\bcontribut(?:ed|ing|ions?)\b.*")  # "; Paul Cray contributed reporting"
# "Ann Lee in Geneva", "Ann Lee in Geneva and Jo Roe in Tel Aviv"
PLACE = re.compile(r" in (?:[A-Z][\w.'’-]{1,30} ?){1,3}(?=$|,|;| and| &)")
STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")  # not of "J." or "Jr."


def author(value: str | None) -> str | None:
    """Return a byline without "By" in front, mail addresses, places and those who contributed; None for "Anonymous"."""
    name = BY.sub("", MAIL.sub("", " ".join((value or "").split())), count=1)
    name = STOP.sub("", PLACE.sub("", CONTRIBUTED.sub("", name)).strip())
    return name if name and name.casefold() != "anonymous" else None


def given_names_first(value: str | None) -> str | None:
    """Return "Lee, Ann; Roe, Jo" as "Ann Lee, Jo Roe"; anything else as it is."""
    parts = [SURNAME_FIRST.fullmatch(STOP.sub("", part.strip())) for part in (value or "").split(";")]
    return ", ".join(f"{part[2]} {part[1]}" for part in parts if part) if all(parts) else value


@cache
def _outlet_words() -> frozenset[str]:
    table = read_lexicon("title-words")
    return frozenset(table.loc[table["class"] == "outlet-word", "word"])


@cache
def _given_names() -> frozenset[str]:
    return frozenset(read_lexicon("given-names")["name"])


def has_outlet_word(name: str) -> bool:
    """Say whether a word of newspapers and agencies stands in a name, as in "Harbour Post"."""
    return not _outlet_words().isdisjoint(re.findall(r"\w+", name))


def is_person(name: str) -> bool:
    """Say whether a short line is the name of a person: a known given name and a surname, no outlet."""
    words = name.split()
    return (
        2 <= len(words) <= 7 and words[0] in _given_names() and bool(NAME.fullmatch(name)) and not has_outlet_word(name)
    )
