"""Texts that are not whole: cut off, behind a paywall, or the first page of several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbook.reading.bundles.labels import lowered
from workbook.reading.source import Note

END = 4_000  # characters in which it shows whether a text breaks off
LAST = 8  # lines at the end among which a prompt says that the text breaks off there
SHORT = 1_000  # characters; a longer text that ends with dots may end so
LONGEST = 220  # characters of a prompt
# "… [+1843 chars]", "[...]", "[Read more]", "(continued on page 4)", "Text abridged"
CUT_OFF = re.compile(
    r"(?:\[\+\d+ chars?\]|\[(?:…|\.{3}|more|read more|continue reading)\]"
    r"|(?:article|text|story) (?:truncated|abridged|cut)"
    r"|\((?:more|continued)(?: on page \w{1,4})?(?:…|\.{3})?\))\W*$",
    re.IGNORECASE,
)
BREAKS_OFF = re.compile(r"(?:[\w,]|^)(?:…|\s?\.\.\.)\s*$")
PROMPTS = (
    # "Subscribe to continue reading", "Sign in or register to read the full story", "Unlock this article"
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|join|create an account|become a (?:member|subscriber)|buy|pay)\b"
    r"[^.?!]{0,60}\b(?:continue|keep|finish|go on) reading\b",
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|join|become a (?:member|subscriber))\b[^.?!]{0,40}\bto "
    r"(?:read|see|view|access|unlock)\b[^.?!]{0,30}\b(?:article|story|text|content|rest|more)\b",
    r"\b(?:subscribe|sign (?:in|up)|register)\b[^.?!]{0,60}\bto (?:keep|continue|finish|unlock)\b",
    r"^(?:to )?(?:continue|keep) reading\b",
    # "This article is for subscribers only", "The rest of this story is reserved for members"
    r"\b(?:article|story|content|text|page|post)\b[^.?!]{0,20}\bis\b[^.?!]{0,30}\b(?:for|to)\b[^.?!]{0,20}"
    r"\b(?:subscribers|members|registered)\b",
    r"\b(?:subscribers|members) only\b|\bonly for (?:subscribers|members)\b",
    r"^already (?:a )?(?:subscriber|member|subscribed)\b",
    r"\byou(?:'ve|’ve| have) (?:reached|used|read|hit)\b[^.?!]{0,40}\b(?:limit|free articles?|free stor(?:y|ies))\b",
    r"\bunlock (?:this|the full) (?:article|story)\b|\bstart (?:your|a) (?:free )?trial\b",
    # "To read the rest of this article, become a member", "Click here to read the full story"
    r"\b(?:read|view|see|get) (?:the )?(?:full|whole|entire|complete|rest of (?:the|this))\b"
    r" (?:article|story|text|access)\b",
    r"\bwant to read more\?|\bcreate an? (?:free )?account\b|\bpremium (?:content|article|story)\b",
    r"\bonly (?:subscribers|members)\b|\bavailable (?:only )?(?:to|for) (?:subscribers|members)\b",
    r"\bweiterlesen\b|\bréservé aux abonnés\b|\bsolo para suscriptores\b",
)
PROMPT = re.compile("|".join(PROMPTS), re.IGNORECASE)
ONE_OF = (
    "subscri", "sign", "log", "regist", "join", "member", "read", "unlock", "trial", "limit", "free", "buy", "pay",
    "account", "premium", "full", "weiterlesen", "abonn", "suscri",
)  # fmt: skip
# "Page 1 of 3", "Part 1/3 · Next page"
PAGE = re.compile(r"\W{0,3}(?:page|seite|página) (\d{1,2}) ?(?:of|/|von|sur|de) ?(\d{1,2})\b.{0,40}", re.IGNORECASE)
PAGES = ("page ", "seite ", "página ")
NUMBERED = re.compile(rf"(?:{'|'.join(PAGES)})\d")
NEXT_PAGE = re.compile(r"[?&/](?:page|p|pg|seite)[=/-]?\d+|/\d{1,2}/?$", re.IGNORECASE)
# What stands in place of an article where a page was fetched without a browser, or is gone.
NO_ARTICLE = re.compile(
    r"enable (?:javascript|js)\b|javascript is (?:disabled|required)|checking (?:if the site|your browser)"
    r"|verify (?:that )?you are (?:a )?human|are you a robot|attention required|access denied|you have been blocked"
    r"|\b(?:404|page not found|no longer available)\b",
    re.IGNORECASE,
)
ALL_OF_IT = "save the whole article: as a subscriber, or in the view of all on one page"


def _asks(line: str) -> bool:
    """Say whether a line asks the reader to sign in or to pay; a look for words spares most lines the pattern."""
    if len(line) > LONGEST:
        return False
    small = line.lower()
    return any(word in small for word in ONE_OF) and bool(PROMPT.search(line))


def doubts_about(text: str) -> Iterator[Note]:
    """Yield a note for each sign of the text itself that it is not whole, or no article at all."""
    if len(text) < SHORT // 2 and (found := NO_ARTICLE.search(text)):
        told = f"no article but a message of the site: “{found[0]}”"
        yield Note(told, "open the page in a browser and save it again")
    lines = [line for raw in text[-END:].split("\n") if (line := raw.strip())]
    ends = next((line for line in reversed(lines) if not _asks(line)), "")[-80:]
    if found := CUT_OFF.search(ends):
        yield Note(f"not the whole text: it ends with “{found[0].strip()}”", ALL_OF_IT)
    elif len(text) < SHORT and BREAKS_OFF.search(ends):
        yield Note("perhaps not the whole text: it ends with dots", ALL_OF_IT)
    if prompt := next(filter(_asks, lines[-LAST:]), None):
        yield Note(f"perhaps only the beginning of the article: “{prompt[:120]}”", ALL_OF_IT)
    small = lowered(text)
    is_numbered = any(word in small for word in PAGES) and NUMBERED.search(small)
    numbered = (line.strip() for line in text.split("\n")) if is_numbered else ()
    pages = [(int(match[1]), int(match[2])) for line in numbered if (match := PAGE.fullmatch(line))]
    if pages and max(page for page, _ in pages) < max(count for _, count in pages):
        yield _page_of(*max(pages))


def doubts_of_page(tree: Any) -> Iterator[Note]:
    """Yield a note where a web page says that the article goes on on another one."""
    counts = (
        PAGE.match(" ".join(each.split())) for each in tree.xpath("//body//text()") if NUMBERED.search(each.lower())
    )
    pages = [(int(match[1]), int(match[2])) for match in counts if match]
    if pages and max(pages)[0] < max(pages)[1]:
        yield _page_of(*max(pages))
    elif not pages and any(NEXT_PAGE.search(link) for link in tree.xpath("//link[@rel = 'next']/@href")):
        yield Note("the article goes on on a next page, which is not here", ALL_OF_IT)


def _page_of(page: int, count: int) -> Note:
    return Note(f"only page {page} of {count}", "save the other pages too, or the view of all on one page")


def is_not_free(nodes: list[dict[str, Any]]) -> bool:
    """Say whether schema.org's nodes of a page state that the article is not free to read."""
    return any(str(node.get("isAccessibleForFree", "")).lower() in ("false", "0") for node in nodes)
