"""Cues by which a line is known as no part of the article: prompts, links, captions, counters, adverts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from workbook.cleaning.published import AMENDED, STAMP, exact_days
from workbook.lexicons import read_lexicon

SHORT = 300  # characters up to which a line may be something else than text
_LAST = re.compile(r"^.*[/|:(\[]|[^\w.]+$")  # around the last word of a credit: "Photo:AFP/Reuters)"
_CREDIT = re.compile(r"(?:[/|:(\[]|[.!?…] )[\w :/-]{0,30}.$|^.$")
# A longer sentence that begins with a cue is one of the article's own; orders to the reader may be long.
_CUE_WORDS = {"related": 8, "byline": 8, "prompt": 40, "newsletter": 40}
_PARTS = re.compile(r"(?<=[.;]) ")  # "Editing by Ann Lee. Additional reporting by Rob Moss in Juba."
# Lines that are known by their shape, by rule: "bg/tr" of editors, "https://a.example", "#Peace #Lake", "2/3",
# "The post Envoys meet appeared first on Harbour Post.", "On Sun, 4 May 2024 at 09:12, Ann Lee <a@b.example> wrote:".
_SHAPES = re.compile(
    r"(?P<initials>[a-z]{2,4}(?:[/-][a-z]{2,4})+)"
    r"|(?P<address>(?:[A-Z][\w -]{0,20}: ?)?\(*(?:https?://\S+|www\.\S+|\S+@[\w-]+\.\S+|\+[\d ()-]{7,}|[; ])+\)*\.?)"
    r"|(?P<tags>#\w+(?:[ ,]+#\w+)*)"
    r"|(?P<number>\d{1,3} ?/ ?\d{1,3})"
    r"|(?P<post>The post [“\"'‘A-Z0-9].{0,200} (?:appeared first|first appeared) on [A-Z0-9].{0,80})"
    r"|(?P<mail>(?:On|Am|Le) .{6,150}\b(?:wrote|schrieb|a écrit) ?:|-+ ?(?i:original|forwarded) .{0,60})"
)
_RULES = {"number": "page-number", "post": "first-on", "mail": "mail-quoted"}


def is_ended(text: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return text.rstrip("\"”’')]").endswith((".", "!", "?", "…"))


@cache
def _cues(where: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Return the pattern of the cues that stand there, and the beginnings that one of them has."""
    table = read_lexicon("boilerplate")
    table = table[table["where"] == where]
    groups = []
    for kind, rows in table.groupby("kind", sort=False):
        cues = sorted(rows["cue"], key=len, reverse=True)
        groups.append(f"(?P<{kind}>" + "|".join(re.escape(cue).replace(r"\{n\}", r"\d[\d.,]*") for cue in cues) + ")")
    after = r"(?:[\s!:…|»>)\]*–—-]|\.\.+)*$" if where in {"whole-line", "line-end"} else r"(?!\w)"
    beginnings = frozenset(table["cue"].str[:3].str.lower())
    return re.compile("(?:" + "|".join(groups) + ")" + after, re.IGNORECASE), beginnings


def _begins(where: str, text: str) -> re.Match[str] | None:
    """Return the cue that ``text`` begins with; the look at three letters spares most lines the pattern."""
    pattern, beginnings = _cues(where)
    may = text[:3].lower() in beginnings or text[:1] in beginnings or text[:1].isdigit()
    return pattern.match(text) if may else None


@cache
def _phrases() -> dict[str, str]:
    table = read_lexicon("boilerplate")
    table = table[table["where"] == "anywhere"]
    return dict(zip(table["cue"].str.lower(), table["kind"], strict=True))


@cache
def _phrase_words() -> frozenset[str]:
    """Return a word in the middle of each phrase, or its first of two, which no mark of punctuation touches."""
    phrases = ([word for word in phrase.split() if word.isalpha()] for phrase in _phrases())
    return frozenset(words[len(words) // 2 if len(words) > 2 else 0] for words in phrases)


@cache
def _last_words() -> frozenset[str]:
    table = read_lexicon("boilerplate")
    return frozenset(_LAST.sub("", cue.lower().split()[-1]) for cue in table.loc[table["where"] == "line-end", "cue"])


@lru_cache(maxsize=10_000)
def find_cue(text: str, *, tail: bool = False) -> tuple[str, str] | None:
    """Return kind and rule where a cue says that a short line is no part of the article."""
    if len(text) > SHORT:
        return None
    if shape := _SHAPES.fullmatch(text):
        return "other", _RULES.get(str(shape.lastgroup), str(shape.lastgroup))
    text = text.lstrip("|•·»>*–—-_[(# ")
    if found := _begins("whole-line", text):
        return str(found.lastgroup), "cue-line"
    if tail and (found := _begins("end-of-article", text)):
        return str(found.lastgroup), "cue-end"
    if not text.strip("_ .=~#-*"):
        return "other", "no-words"
    if found := _begins("line-start", text):
        kind = str(found.lastgroup)
        longest = max(part.count(" ") for part in _PARTS.split(text)) if kind == "byline" else text.count(" ")
        if found.group()[-1] in ":." or not is_ended(text) or longest < _CUE_WORDS.get(kind, 14):
            return kind, "cue-start"
    return _inside(text)


def _inside(text: str) -> tuple[str, str] | None:
    n_words = text.count(" ") + 1
    if n_words <= 12 and STAMP.match(text) and (n_words < 7 or not is_ended(text)) and exact_days(text):
        return "other", "stamp"
    if AMENDED.match(text):
        return "other", "amended"
    if 1 < n_words <= 25 and not _phrase_words().isdisjoint((lower := text.lower()).split()):
        phrase = next((phrase for phrase in _phrases() if phrase in lower), None)
        if phrase and not re.search('["“”]', text):
            return _phrases()[phrase], "cue-anywhere"
    if _LAST.sub("", text[text.rfind(" ") + 1 :].lower()) not in _last_words():
        return None
    credit = _cues("line-end")[0].search(text, max(0, len(text) - 30))
    return ("caption", "credit") if credit and _CREDIT.search(text[: credit.start() + 1]) else None
