"""Saved web pages: the article by trafilatura, the day only from what the page's metadata state."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from workbook.errors import ReadError
from workbook.reading.columns import field_of, rank_of
from workbook.reading.days import to_day
from workbook.reading.encodings import decode, visible
from workbook.reading.paragraphs import END
from workbook.reading.source import Note, Source, titled

DEPTH = 250  # libxml2 leaves out, without a word, what is nested deeper than 256 tags
MAX_PAGE = 50_000_000  # bytes; a page saved with its pictures inside has a few
LITTLE = 250  # characters; what is shorter is hardly the article of a page
CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,40})", re.IGNORECASE)
KEPT = r"html|head|body|title|meta|link|script|style|p|h[1-6]|br"
LAYOUT_TAG = re.compile(rf"</?(?!(?:{KEPT})\b)[a-z][^<>]*>", re.IGNORECASE)
URL_DAY = re.compile(r"/(\d{4})/(\d\d)/(\d\d)(?:/|$)|[/-](\d{4}-\d\d-\d\d)(?:[/-]|$)")
BLOCKS = {"p", "div", "li", "tr", "td", "th", "br", "hr", "table", "ul", "ol", "section", "article", "blockquote"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "header", "footer", "nav", "aside", "main", "pre", "figure", "dt", "dd"}
BULLET_ALONE = re.compile(r"•[^\S\f]*\n[^\S\f]*(?=[^\s•])")  # a paragraph inside a list item, which \f ends
HIDDEN = {"head", "script", "style", "noscript", "template"}
PARTS = {"p", "head", "item", "row", "quote", "list", "table", "code"}  # of trafilatura's own tree
LOOK = "compare with the page in a browser; if words are missing, save its text as .txt"


def read_page(data: bytes) -> list[Source]:
    """Return the article of a page, with its headings and list items on their own lines.

    Scripts are text that is thrown away; nothing of the page is run or fetched. The day comes from meta
    elements, schema.org's datePublished or the address; never from a footer, a modification or a guess.

    Raises:
        ReadError: The page holds no words.
    """
    from trafilatura import bare_extraction

    if len(data) > MAX_PAGE:
        raise ReadError(
            f"a page of {len(data) / 1e6:.0f} MB", wanted=f"at most {MAX_PAGE // 1_000_000} MB", advice=LOOK
        )
    declared = CHARSET.search(data[:4096])
    html, notes = decode(data, declared[1].decode("ascii") if declared else None)
    html, more = visible(html)  # now, since a null byte ends the page for the parser
    tree, doubts = _tree(html)
    metadata = _metadata(tree)  # before trafilatura, which may change the tree
    if any(script.get("type") != "application/ld+json" for script in tree.iter("script")):
        doubts.append(Note("scripts removed", "nothing; they were not run and are not part of the text"))
    found = bare_extraction(tree, with_metadata=True, include_comments=False, include_formatting=False)
    text = "\n\n".join(_blocks(found.body)) if found is not None and found.body is not None else ""
    if len(text) < LITTLE and len(text) < len(whole := fragment_text(_tree(html)[0])):
        doubts.append(Note("no article was recognised; all words of the page were taken", LOOK))
        text = whole
    if not text.strip():
        raise ReadError("the page holds no words", wanted="an article", advice=LOOK)
    taken = {key: getattr(found, key, None) for key in ("title", "author", "url")}
    title = taken.pop("title") or metadata.pop("title")
    metadata |= {"author": taken["author"], "url": metadata["url"] or taken["url"], "title": title}
    metadata["publisher"] = getattr(found, "sitename", None)
    return [Source("", "html", "", titled(title, text), notes=(*notes, *more, *doubts), **metadata)]


def fragment_text(html: Any) -> str:
    """Return all words of a piece of HTML (or of a parsed tree), blocks apart by blank lines; scripts and styles go."""
    tree = _parsed(f"<div>{html}</div>") if isinstance(html, str) else html
    parts: list[str] = []
    for event, element in _walk(tree, HIDDEN):
        if element.tag in BLOCKS:
            parts.append("\n" if element.tag != "li" else "\n• " if event == "start" else "\n\f")
        parts.append((element.text if event == "start" else element.tail) or "")
    text = BULLET_ALONE.sub("• ", "".join(parts).replace("\r", "\n"))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line and line != "•")


def _walk(tree: Any, hidden: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield the start and end of each element in order, without recursion."""
    from lxml.etree import iterwalk

    walker = iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start" and element.tag in hidden:
            walker.skip_subtree()
            continue
        yield event, element


def _parsed(html: str) -> Any:
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise ReadError("the page holds nothing", wanted="a saved web page", advice=LOOK) from error


def _tree(html: str) -> tuple[Any, list[Note]]:
    if not _deeper(tree := _parsed(html)):
        return tree, []
    if not _deeper(tree := _parsed(LAYOUT_TAG.sub("<br>", html))):
        return tree, [Note(f"tags nested deeper than {DEPTH}: read as paragraphs only", LOOK)]
    raise ReadError(f"tags nested deeper than {DEPTH}", wanted="a saved web page", advice=LOOK)


def _deeper(tree: Any) -> bool:
    depth = 0
    for event, _ in _walk(tree, set()):
        depth += 1 if event == "start" else -1
        if depth >= DEPTH:
            return True
    return False


def _blocks(body: Any) -> Iterator[str]:
    """Yield the blocks of trafilatura's tree: paragraphs, headings, list items with a bullet, rows of tables.

    A line break ends a block after the end of a sentence; elsewhere it is a space.
    """
    text = ""
    for event, element in _walk(body, set()):
        if element.tag in PARTS or (element.tag == "lb" and END.search(text[-8:].rstrip())):
            if (block := " ".join(text.split())) not in ("", "•"):
                yield block
            # a paragraph inside a list item keeps the item's bullet
            text = "• " * (event == "start" and (element.tag == "item" or block == "•"))
        elif element.tag in ("cell", "lb"):
            text += " "
        text += (element.text if event == "start" else element.tail) or ""
    if block := " ".join(text.split()):
        yield block


def _metadata(tree: Any) -> dict[str, Any]:
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical" and link.get("href")]
    named = {meta.get("property") or meta.get("name") or "": meta.get("content", "") for meta in tree.iter("meta")}
    url = next((address for address in (*links, named.get("og:url")) if address), None)
    language = next((root.get("lang") for root in tree.iter("html")), None) or named.get("og:locale")
    title = next((" ".join(element.text_content().split()) for element in tree.iter("title")), None)
    return {"url": url, "language": language, "title": title, "published": _published(tree, url)}


def _published(tree: Any, url: str | None) -> str | None:
    metas = [
        (m.get("property") or m.get("name") or m.get("itemprop") or "", m.get("content")) for m in tree.iter("meta")
    ]
    times = [time for time in tree.iter("time") if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib]
    scripts = [script.text for script in tree.iter("script") if script.get("type") == "application/ld+json"]
    address = URL_DAY.search(url or "")
    names = sorted({name for name, _ in metas if field_of(name) == "published"}, key=rank_of)
    for stated in (
        *([content for other, content in metas if other == name] for name in names),
        [value for script in scripts for value in _schema_days(script or "")],
        [time.get("datetime") or time.text_content() for time in times],
        ["-".join(filter(None, address.groups()))] if address else [],
    ):
        days = {day for value in stated if (day := to_day(value))}
        if days:
            return days.pop() if len(days) == 1 else None  # several articles on one page: none is the page's
    return None


def _schema_days(script: str) -> list[str]:
    try:
        todo = [json.loads(script)]
    except (ValueError, RecursionError):
        return []
    days = []
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            kinds = str(node.get("@type", ""))
            if re.search(r"Article|Posting|Report|WebPage", kinds) and node.get("datePublished"):
                days.append(str(node["datePublished"]))
            todo += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]
        elif isinstance(node, list):
            todo += node
    return days
