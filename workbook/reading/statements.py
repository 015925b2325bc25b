"""What a page states about its own publication: meta elements, schema.org, marked elements, the address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from workbook.reading.days import ISSUED, Stated, agreed, label_before, to_day
from workbook.reading.source import field_of, plain_name, rank_of

Node = dict[str, Any]
# /2025/11/23/, /2025/1123/, /2025/nov/23/, -2025-11-23-, /20251123/, -2025-11-23.html
ADDRESS_DAY = re.compile(
    r"/(?P<year>\d{4})/(?P<month>[01]?\d|[A-Za-z]{3,9})/?(?P<day>\d\d?)(?:/|$)"
    r"|[/-](?P<iso>\d{4}-\d\d-\d\d|20\d\d[01]\d[0-3]\d)(?:[/.-]|$)"
)
ARTICLE, PAGE = re.compile(r"Article|Posting|Report(?!er)"), re.compile(r"WebPage")
# Names of days that may be the page's as well as the article's.
WEAK = {
    "date", "datetime", "date time", "time", "day", "timestamp", "dc date", "dcterms date", "dc date created",
    "dcterms created", "article created", "cre date",
}  # fmt: skip
OWN = ("@graph", "mainEntity", "mainEntityOfPage")  # what stands under other keys is another story
# "@type": "NewsArticle" … "datePublished": "2025-11-23", in a script that is no JSON
LOOSE_DAY = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"\n]{1,60})"')
NOT_OWN = re.compile(r'"(?:hasPart|mentions|liveBlogUpdate|itemListElement|isPartOf|citation)"')
MARKED = "//*[@itemprop = 'datePublished' and not(self::meta)] | //time[@pubdate or @class] | //*[@class]"
DATED_TAGS = {"time", "abbr", "span", "p", "div"}
PUBLISHED_CLASSES = (
    re.compile(r"(?:^| )(?:dt-)?published(?: |$)"),  # "entry-date published updated": the page was never changed
    re.compile(r"^(?!.*(?:updat|modif)).*(?:date-?publish|publish(?:ed)?-?(?:date|time)|pub-?date)", re.IGNORECASE),
)
IN_ARTICLE = (
    "ancestor::*[self::article or self::main][.//h1] and not(ancestor::aside or ancestor::nav or ancestor::footer)"
)
# "Posted on November 25, 2025 by Ann Lee", "Published: 25 Nov 2025"
LABELLED = re.compile(rf"(?i)\W*(?:(?:first|originally) )?(?:{ISSUED})\b(?: on)?\s?:?")
BESIDE = "ancestor-or-self::aside or ancestor-or-self::nav or ancestor-or-self::footer or ancestor::li"
PARAGRAPH = 80  # characters of a paragraph, at least
TITLES = "//title | //h1 | //meta[@property = 'og:title']"


def published_on(tree: Any, url: str | None) -> Stated:
    """Return the day of publication that a page states, and a note where its own statements disagree.

    First what is said of the article alone, by meta elements and schema.org; then elements marked as its
    day and names that serve for any date; then the address; last times and labels over the text. Never a
    modification, never another story's day.
    """
    names = _metas(tree)
    exact = [value for name in sorted(names, key=rank_of) if name not in WEAK for value in names[name]]
    weak = [value for name in sorted(names, key=rank_of) if name in WEAK for value in names[name]]
    for stated in (
        exact + _schema_days(tree, url),
        _marked(tree),
        weak,
        _in_address(url),
        days_over_text(tree),
        _labelled(tree),
    ):
        day, doubts = agreed(stated)
        if day or any("several" in doubt.reason for doubt in doubts):
            return day, doubts
    return None, ()


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if field_of(name) == "published" and (content := (meta.get("content") or "").strip()):
            found.setdefault(plain_name(name), []).append(content)
    return found


def _marked(tree: Any) -> list[str]:
    """Return the days of elements marked as publication; beside those of other stories, the ones under the title."""
    elements = [element for element in tree.xpath(MARKED) if _is_marked(element)]
    inside = [element for element in elements if element.xpath(IN_ARTICLE)]
    said = ("datetime", "content", "title")
    return [next(filter(None, map(each.get, said)), None) or each.text_content()[:100] for each in inside or elements]


def _is_marked(element: Any) -> bool:
    if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
        return True
    return element.tag in DATED_TAGS and any(each.search(element.get("class") or "") for each in PUBLISHED_CLASSES)


def days_over_text(tree: Any) -> list[str]:
    """Return the days of the times over the first paragraph of a tree's article, without those of updates."""
    article = next(iter(tree.xpath("self::article | .//article[.//h1] | .//main[.//h1]")), None)
    days: dict[str, str] = {}
    for element in article.iter("p", "time") if article is not None else ():
        if element.tag == "p" and len(element.text_content().strip()) > PARAGRAPH:
            break
        before = " ".join(element.xpath("preceding::text()[position() < 3]"))[-30:]
        marks = f"{before} {element.get('class') or ''} {element.get('itemprop') or ''}".replace("dateM", "m")
        if element.tag == "time" and label_before(marks) != "changed":
            value = element.get("datetime") or element.text_content()
            days.setdefault(to_day(value) or value, value)
    return list(days.values())


def _labelled(tree: Any) -> list[str]:
    """Return the days of short lines that begin with "Published" or the like."""
    found = []
    for element in tree.iter("p", "div", "span", "small", "b", "strong", "em", "i"):
        label = LABELLED.match(element.text or "")
        if not label or element.xpath(BESIDE):
            continue
        words = " ".join((element.text_content() + " " + (element.tail or "")).split())
        if len(words) <= PARAGRAPH and (day := to_day(words[label.end() :].strip())):
            found.append(day)
    return found


def _in_address(url: str | None) -> list[str]:
    match = ADDRESS_DAY.search(url or "")
    if not match:
        return []
    year, month, day = match["year"], match["month"], match["day"]
    return [match["iso"] or (f"{year}-{month:>02}-{day:>02}" if month.isdigit() else f"{day} {month} {year}")]


def schema_nodes(tree: Any) -> list[Node]:
    """Return schema.org's nodes that describe the page or its article, not those of stories beside it."""
    return [node for script in _scripts(tree) for node in _own(_loaded(script))]


def named_authors(nodes: list[Node]) -> str | None:
    """Return the authors that an article's node names, as persons or by their names alone: ``["Ann Lee"]``."""
    stated = next((node["author"] for node in nodes if _is(node, ARTICLE) and node.get("author")), None)
    people = stated if isinstance(stated, list) else [stated]
    names = [str((one.get("name") if isinstance(one, dict) else one) or "").strip() for one in people]
    return "; ".join(name for name in names if name and not name.startswith(("http", "/"))) or None


def _schema_days(tree: Any, url: str | None) -> list[str]:
    nodes = schema_nodes(tree)
    articles = [node for node in nodes if _is(node, ARTICLE)]
    if len(articles) > 1:
        titles = [_words(each.get("content") or each.text_content()) for each in tree.xpath(TITLES)]
        articles = [node for node in articles if _is_this(node, url, titles)] or articles
    days = _days_of(articles) or _days_of(node for node in nodes if _is(node, PAGE))
    return days or [day for script in _scripts(tree) if _loaded(script) is None for day in _loose_days(script)]


def _days_of(nodes: Iterable[Node]) -> list[str]:
    stated = (node.get("datePublished") for node in nodes)
    return [str(day) for value in stated if value for day in (value if isinstance(value, list) else [value])]


def _scripts(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower().split(";")[0].strip() == "application/ld+json":
            yield (script.text or "").strip()


def _loaded(script: str) -> Any:
    """Return the script's JSON, without what pages put around and into it; None if it is still none."""
    script = re.sub(r"^(?://)?\s*<!(?:\[CDATA\[|--)|(?://)?\s*(?:\]\]|--)>\s*$", "", script).rstrip("; \n")
    for text in (script, re.sub(r",(\s{0,99}[}\]])", r"\1", script), unescape(script)):
        try:
            return json.loads(text, strict=False)  # line breaks may stand in strings
        except (ValueError, RecursionError):
            continue
    return None


def _own(value: Any, depth: int = 0) -> Iterator[Node]:
    if isinstance(value, list) and depth < 5:
        for item in value[:200]:
            yield from _own(item, depth + 1)
    elif isinstance(value, dict) and depth < 5:
        yield value
        for key in OWN:
            yield from _own(value.get(key), depth + 1)


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(kind.search(str(one)) for one in (types if isinstance(types, list) else [types]))


def _is_this(node: Node, url: str | None, titles: list[str]) -> bool:
    """Return whether a node is about the page's own article: by its address or its headline."""
    page = node.get("mainEntityOfPage")
    addresses = {node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page} - {None}
    headline = _words(str(node.get("headline") or node.get("name") or ""))
    titled = bool(headline) and any(title == headline or title.startswith(f"{headline} ") for title in titles)
    return titled or (bool(url) and url in {str(one).split("#")[0] for one in addresses})


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _loose_days(script: str) -> list[str]:
    """Return the days of a script that is no JSON, as far as it goes: those before the stories in and beside it."""
    start = re.search(r'"@type"[^,{}]{0,80}(?:Article|Posting|Report)', script)
    aside = NOT_OWN.search(script)
    return LOOSE_DAY.findall(script[: aside.start() if aside else len(script)])[:5] if start else []
